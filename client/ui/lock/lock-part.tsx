import { LockKeyhole } from 'lucide';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useSignInWays } from '../app/sign-in-again.tsx';
import { Icon } from '../parts/icon.tsx';
import { deviceWords } from '../texts/device-words.ts';
import { lock, putLock } from './lock.ts';
import { type Lock, lockingAfter, shut } from './lock-rules.ts';
import { MinutesChoice } from './minutes-choice.tsx';
import { PinSheet } from './pin-sheet.tsx';

/** Whether the device asks for a PIN, after how long, and what that is good for. */
export function LockPart(): JSX.Element {
  const ways = useSignInWays();
  const [asked, setAsked] = useState<'set' | 'off'>();
  const words = deviceWords().lock;
  const { value } = lock;
  return (
    <section class="part">
      <h2>{words.title}</h2>
      <p class="quiet">{words.about}</p>
      {value ? (
        <Locking by={value} onAsk={setAsked} />
      ) : (
        <>
          <p>{ways ? words.none : words.needsSignIn}</p>
          {ways && (
            <button type="button" class="button" onClick={() => setAsked('set')}>
              {words.set}
            </button>
          )}
        </>
      )}
      <p class="quiet">{words.protects}</p>
      {asked && <PinSheet asked={asked} onClose={() => setAsked(undefined)} />}
    </section>
  );
}

function Locking({
  by,
  onAsk,
}: {
  readonly by: Lock;
  readonly onAsk: (asked: 'set' | 'off') => void;
}): JSX.Element {
  const words = deviceWords().lock;
  return (
    <>
      <MinutesChoice
        minutes={by.minutes}
        onChoose={(minutes) => putLock(lockingAfter(by, minutes, Date.now()))}
      />
      <button type="button" class="button main" onClick={() => putLock(shut(by))}>
        <Icon of={LockKeyhole} />
        <span>{words.now}</span>
      </button>
      <button type="button" class="button" onClick={() => onAsk('set')}>
        {words.change}
      </button>
      <button type="button" class="button" onClick={() => onAsk('off')}>
        {words.off}
      </button>
    </>
  );
}
