import { Undo2 } from 'lucide';
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { SessionId } from '../../../shared/log/ids.ts';
import type { ReservationRow } from '../../view/reservation-row.ts';
import { useDaybook } from '../app/daybook.ts';
import { useSubmit } from '../app/submitting.ts';
import { Icon } from '../parts/icon.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { Trouble } from '../parts/sign.tsx';
import { TextField } from '../parts/text-field.tsx';
import { laterWords } from '../texts/later-words.ts';
import { ticketWords } from '../texts/ticket-words.ts';
import type { CameraAnswer } from './camera.ts';
import { CameraView } from './camera-view.tsx';
import { type Shown, shownCode, typed } from './check-in.ts';
import { createOneLook } from './one-look.ts';
import { VerdictLine } from './verdict-line.tsx';

type Props = { readonly sessionId: SessionId; readonly onClose: () => void };

/** Tickets one after the other, by the camera or by their code; who is welcome is checked in at once. */
export function ScanSheet({ sessionId, onClose }: Props): JSX.Element {
  const { page } = useDaybook();
  const [shown, setShown] = useState<Shown>();
  const [undone, setUndone] = useState(false);
  const { saving, trouble, submit, clear } = useSubmit();
  const [oneLook] = useState(createOneLook);
  const busy = useRef(false);
  const words = ticketWords();

  /** One at a time: a second ticket waits until the first is written down. */
  const answer = async (ask: typeof typed, text: string): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    clear();
    try {
      const found = await ask(page.api.peek(), sessionId, text);
      const isIn = found.kind !== 'welcome' || (await checkIn(found.row));
      setUndone(false);
      setShown(isIn ? found : undefined);
    } finally {
      busy.current = false;
    }
  };
  const checkIn = async ({ key, granted }: ReservationRow): Promise<boolean> => {
    const on = { sessionId, reservationId: key };
    return Boolean(await submit({ type: 'CheckInGuest', ...on, guests: granted }));
  };
  const look = (looked: string | undefined): void => {
    const code = oneLook(looked);
    if (code !== undefined) void answer(shownCode, code).catch(() => undefined);
  };
  const undo = async ({ key }: ReservationRow): Promise<void> => {
    if (await submit({ type: 'RevertCheckIn', sessionId, reservationId: key })) setUndone(true);
  };
  return (
    <Sheet title={words.scan.title} onClose={onClose}>
      <div class="sheet-body">
        <CameraView onLook={look} words={cameraWords} />
        <div role="status" class="verdict">
          {shown && <VerdictLine shown={shown} undone={undone} />}
        </div>
        {shown?.kind === 'welcome' && !undone && (
          <button type="button" class="quiet-button" disabled={saving} onClick={() => void undo(shown.row)}>
            <Icon of={Undo2} />
            <span>
              {words.scan.undo}: {shown.row.name ?? laterWords().noName}
            </span>
          </button>
        )}
        <Trouble text={trouble} />
        <TypedCode onCode={(code) => void answer(typed, code).catch(() => undefined)} />
      </div>
    </Sheet>
  );
}

function cameraWords(state: CameraAnswer): string {
  const words = ticketWords().scan;
  if (state === 'on') return words.aim;
  const todo = state === 'refused' ? `${words.refusedTodo} ` : '';
  return `${words[state]} ${todo}${words.typeInstead}`;
}

function TypedCode({ onCode }: { readonly onCode: (code: string) => void }): JSX.Element {
  const [code, setCode] = useState('');
  const words = ticketWords().scan;
  const check = (event: Event): void => {
    event.preventDefault();
    onCode(code);
    setCode('');
  };
  return (
    <form class="typed-code" onSubmit={check}>
      <TextField
        label={words.code}
        value={code}
        onValue={setCode}
        autocomplete="off"
        autocapitalize="characters"
      />
      <button type="submit" class="button main">
        {words.check}
      </button>
    </form>
  );
}
