import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Seats } from '../../../shared/booking/events.ts';
import { countOf } from '../../../shared/booking/seats.ts';
import type { ReservationId } from '../../../shared/log/ids.ts';
import type { SessionHead } from '../../view/session.ts';
import { holdUnsaved } from '../app/at-work.ts';
import { newId } from '../app/new-id.ts';
import { say } from '../app/notices.ts';
import { type Saved, useSubmit } from '../app/submitting.ts';
import { closeSheet, Sheet } from '../parts/sheet.tsx';
import { Trouble } from '../parts/sign.tsx';
import { laterWords } from '../texts/later-words.ts';
import { t } from '../texts/texts.ts';
import { type Asking, askedBy, draftOf, reserving } from './asking-seats.ts';
import { GuestFields, type GuestText, guestOf, nobody, type Wrong, wrongIn } from './guest-fields.tsx';
import { HoldChoice } from './hold-choice.tsx';
import { usePromise } from './promise.tsx';
import { Receipt } from './receipt.tsx';
import { SaveOrWait } from './save-or-wait.tsx';
import { firstOf, SeatSteppers } from './seat-steppers.tsx';

type Props = { readonly head: SessionHead; readonly onClose: () => void };

/** Who, how many, how to reach them; above the button what will be promised, and after it the same as a receipt. */
export function BookSheet({ head, onClose }: Props): JSX.Element {
  const [receipt, setReceipt] = useState<{ saved: Saved; name: string }>();
  const [round, setRound] = useState(0);
  const [typed, setTyped] = useState(false);
  useEffect(() => (typed ? holdUnsaved() : undefined), [typed]);
  return (
    <Sheet
      title={laterWords().book.title(head.title)}
      onClose={onClose}
      mayClose={() => !typed || confirm(laterWords().book.discard)}
    >
      {receipt ? (
        <Receipt
          saved={receipt.saved}
          guest={receipt.name}
          onAnother={() => {
            setReceipt(undefined);
            setRound(round + 1);
          }}
        />
      ) : (
        <BookForm
          key={round}
          head={head}
          onTyped={setTyped}
          onSaved={(saved, name) => {
            setTyped(false);
            setReceipt({ saved, name });
          }}
        />
      )}
    </Sheet>
  );
}

type FormProps = {
  readonly head: SessionHead;
  readonly onTyped: (typed: boolean) => void;
  readonly onSaved: (saved: Saved, name: string) => void;
};

function BookForm({ head, onTyped, onSaved }: FormProps): JSX.Element {
  // Made when the form opens: saving twice is one booking.
  const [reservationId] = useState(() => newId<ReservationId>());
  const [seats, setSeats] = useState<Seats>(() => firstOf(head.seatTypes));
  const [guest, setGuest] = useState<GuestText>(nobody);
  const [wrong, setWrong] = useState<Wrong>();
  const form = useRef<HTMLFormElement>(null);
  const { saving, trouble, submit, clear } = useSubmit();
  const [holdMinutes, setHoldMinutes] = useState<number>();
  const asked = { sessionId: head.id, reservationId, seats, ...(holdMinutes && { holdMinutes }) };
  const promise = usePromise(Object.keys(seats).length === 0 ? undefined : reserving(head, asked));
  const save = async (asking: Asking): Promise<void> => {
    const found =
      Object.keys(seats).length === 0
        ? { words: laterWords().book.missingSeats }
        : wrongIn(guest, promise.guaranteed && asking !== 'JoinWaitlist');
    setWrong(found);
    if (found) return clear();
    const saved = await submit({ ...draftOf(asking, head, asked), guest: guestOf(guest) });
    // It had been saved after all, by a tap whose answer was lost.
    if (saved === 'nothing-to-do') {
      say(t().said.nothingToDo);
      closeSheet();
    } else if (saved) onSaved(saved, guest.name.trim());
  };
  useEffect(() => {
    if (wrong?.field) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [wrong]);
  const change = (next: GuestText): void => {
    setGuest(next);
    const { language: _, ...typed } = next;
    onTyped(Object.values(typed).some((text) => text.trim() !== ''));
  };
  return (
    <form ref={form} class="sheet-body" noValidate onSubmit={(event) => askedBy(event, promise.short, save)}>
      <SeatSteppers seatTypes={head.seatTypes} seats={seats} own={head.own} onChange={setSeats} />
      <GuestFields guest={guest} wrong={wrong?.field} guaranteed={promise.guaranteed} onChange={change} />
      <HoldChoice minutes={holdMinutes} onChoose={setHoldMinutes} />
      <Trouble text={wrong?.words ?? trouble} />
      <div class="sheet-foot">
        {promise.sentence}
        <SaveOrWait
          saving={saving}
          short={promise.short}
          word={promise.waits ? laterWords().book.saveWaitlist : laterWords().book.save}
          left={promise.waits ? leftFor(head, seats) : 0}
          onAsk={(asking) => void save(asking)}
        />
      </div>
    </form>
  );
}

/** What of the party has a seat now. */
function leftFor({ seatTypes }: SessionHead, seats: Seats): number {
  return seatTypes.reduce((sum, { id, left }) => sum + Math.min(countOf(seats, id), Math.max(left, 0)), 0);
}
