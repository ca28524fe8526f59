import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ReservationId } from '../../../shared/log/ids.ts';
import type { SessionCard } from '../../view/board.ts';
import type { InboxRow, Stand } from '../../view/inbox-row.ts';
import type { SessionNamed } from '../../view/session-named.ts';
import { newId } from '../app/new-id.ts';
import { say } from '../app/notices.ts';
import { useSubmit } from '../app/submitting.ts';
import { closeSheet } from '../parts/sheet.tsx';
import { Sign, Trouble } from '../parts/sign.tsx';
import { Elsewhere } from '../session/elsewhere.tsx';
import { MoveForm } from '../session/move-form.tsx';
import { fieldWords } from '../texts/field-words.ts';
import { laterWords } from '../texts/later-words.ts';

type Props = {
  readonly row: InboxRow;
  readonly session: SessionNamed;
  readonly reservationId: ReservationId;
};

/** What holds seats moves with them, in one commit. Who holds none is booked there anew, and waits here no more. */
export function ElsewhereForm({ row, session, reservationId }: Props): JSX.Element {
  const stand = row.decided ?? row.recorded;
  if (!HOLDS.has(stand.outcome))
    return <BookThere row={row} session={session} reservationId={reservationId} />;
  const booking = { key: reservationId, name: row.guest?.name ?? null, party: stand.party };
  return <MoveForm head={session} row={booking} onKeep={closeSheet} />;
}

const HOLDS: ReadonlySet<Stand['outcome']> = new Set(['reserved', 'confirmed', 'checked-in']);

function BookThere({ row, session, reservationId }: Props): JSX.Element {
  const words = fieldWords().elsewhere;
  // Kept for another try: what was booked there already is not booked again.
  const [there] = useState(() => newId<ReservationId>());
  const [booked, setBooked] = useState<SessionCard>();
  const { saving, trouble, submit } = useSubmit();
  const { party, outcome } = row.decided ?? row.recorded;
  const waits = outcome === 'waitlisted' && row.why !== 'session-cancelled';
  const book = async (card: SessionCard): Promise<void> => {
    const seats = Object.fromEntries(party.map((line) => [line.seatType, line.seats]));
    const asked = {
      sessionId: card.key,
      reservationId: there,
      seats,
      ...(row.guest && { guest: row.guest }),
    };
    if (!booked && !(await submit({ type: 'ReserveSeats', ...asked }))) return;
    setBooked(booked ?? card);
    if (waits && !(await submit({ type: 'LeaveWaitlist', sessionId: session.id, reservationId }))) return;
    say(words.booked(row.guest?.name ?? laterWords().noName, (booked ?? card).title));
    closeSheet();
  };
  return (
    <div class="sheet-body">
      <p>
        {words.what(laterWords().party(party))} {waits && words.leaves}
      </p>
      <Sign state="provisional">{laterWords().promise.provisional}</Sign>
      <Elsewhere than={session} party={party} busy={saving} onChoose={(card) => void book(card)} />
      <Trouble text={trouble} />
      <div class="sheet-foot">
        <button type="button" class="quiet-button" onClick={closeSheet}>
          {words.keep}
        </button>
      </div>
    </div>
  );
}
