import { LockKeyhole, LogOut } from 'lucide';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useDaybook } from '../app/daybook.ts';
import { Icon } from '../parts/icon.tsx';
import { Trouble } from '../parts/sign.tsx';
import { deviceWords } from '../texts/device-words.ts';
import { t } from '../texts/texts.ts';
import { focusAgain, isLocked, putLock } from './lock.ts';
import { tryPin } from './pin.ts';
import { PinField } from './pin-field.tsx';
import { pinRefused } from './pin-refused.ts';

/** In front of everything, until somebody has the PIN or its person signs out (K1, K2). What is behind it stays. */
export function LockScreen(): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => {
      shown?.close();
      focusAgain();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class="lock-screen"
      aria-labelledby="locked"
      // Browsers let a second Escape close any dialog that does not say this; those that do not know it open it again.
      {...{ closedby: 'none' }}
      onCancel={(event) => event.preventDefault()}
      onClose={() => isLocked.peek() && dialog.current?.showModal()}
    >
      <main class="start">
        <p class="app-name">{t().name}</p>
        <h1 id="locked">
          <Icon of={LockKeyhole} />
          <span>{deviceWords().locked.title}</span>
        </h1>
        <Whose />
        <Unlock />
        <Forgotten />
      </main>
    </dialog>
  );
}

function Whose(): JSX.Element {
  const { started, status } = useDaybook();
  const words = deviceWords().locked;
  const unsent = status.value?.toSend ?? 0;
  return (
    <>
      {started.value?.kind === 'ready' && <p>{words.of(started.value.who.name)}</p>}
      <p class="quiet">{unsent > 0 ? words.unsent(unsent) : words.kept}</p>
    </>
  );
}

function Unlock(): JSX.Element {
  const [pin, setPin] = useState('');
  const [asking, setAsking] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const words = deviceWords().locked;
  const open = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (asking || !pin) return;
    // Said again, it is announced again.
    setTrouble(undefined);
    setAsking(true);
    const outcome = await tryPin(pin);
    setAsking(false);
    if (outcome === 'open') return;
    setPin('');
    setTrouble(pinRefused());
  };
  return (
    <form onSubmit={open}>
      <PinField label={words.pin} value={pin} onValue={setPin} />
      <Trouble text={trouble} />
      <button type="submit" class="button main" disabled={asking}>
        {asking ? deviceWords().lock.asking : words.open}
      </button>
    </form>
  );
}

/** Signing out loses nothing that was saved (rule 11), and takes the PIN away: one signs in by a password then. */
function Forgotten(): JSX.Element {
  const { page, status } = useDaybook();
  const [trouble, setTrouble] = useState<string>();
  const words = deviceWords().locked;
  const unsent = status.value?.toSend ?? 0;
  const signOut = async (): Promise<void> => {
    const outcome = await page.api
      .peek()
      .signOut()
      .catch(() => 'offline');
    if (outcome !== 'signed-out') return setTrouble(t().signIn.outOffline);
    putLock(undefined);
    location.replace('/');
  };
  return (
    <details class="forgotten">
      <summary class="quiet-button wide">{words.forgot}</summary>
      <div>
        <p>{words.forgotTodo}</p>
        {unsent > 0 && <p class="trouble">{words.forgotUnsent(unsent)}</p>}
        <Trouble text={trouble} />
        <button type="button" class="button" onClick={() => void signOut()}>
          <Icon of={LogOut} />
          <span>{t().signIn.out}</span>
        </button>
      </div>
    </details>
  );
}
