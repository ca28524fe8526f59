import type { JSX } from 'preact';
import type { SessionId } from '../../../shared/log/ids.ts';
import type { InboxAction, InboxRow } from '../../view/inbox-row.ts';
import type { ReservationRow } from '../../view/reservation-row.ts';
import { useView } from '../app/live-view.ts';
import { CancelForm } from '../booking/cancel-form.tsx';
import { PartyForm } from '../booking/party-form.tsx';
import { closeSheet, Sheet } from '../parts/sheet.tsx';
import { fieldWords } from '../texts/field-words.ts';
import { laterWords } from '../texts/later-words.ts';
import { ElsewhereForm } from './elsewhere-form.tsx';
import { SetAsideForm } from './set-aside-form.tsx';
import { TellGuest } from './tell-guest.tsx';

type Props = { readonly action: InboxAction; readonly row: InboxRow; readonly onClose: () => void };

export function InboxSheet({ action, row, onClose }: Props): JSX.Element | null {
  const name = row.guest?.name ?? laterWords().noName;
  switch (action) {
    case 'tell-guest':
      return (
        <Sheet title={laterWords().tell.title(name)} onClose={onClose}>
          <TellGuest row={row} />
        </Sheet>
      );
    case 'set-aside':
      return (
        <Sheet title={laterWords().inbox.setAsideTitle} onClose={onClose}>
          <SetAsideForm commits={row.commits.map(({ id }) => id)} />
        </Sheet>
      );
    case 'elsewhere':
      return row.session && row.reservationId ? (
        <Sheet title={fieldWords().elsewhere.title(name)} onClose={onClose}>
          <ElsewhereForm row={row} session={row.session} reservationId={row.reservationId} />
        </Sheet>
      ) : null;
    case 'change-party':
    case 'cancel':
    case 'leave-waitlist':
      return row.session && row.reservationId ? (
        <Sheet title={titleOf(action, name)} onClose={onClose}>
          <OnReservation action={action} sessionId={row.session.id} row={row} />
        </Sheet>
      ) : null;
    default:
      return null;
  }
}

type Choosing = 'change-party' | 'cancel' | 'leave-waitlist';

function titleOf(action: Choosing, name: string): string {
  const { cancelTitle, leaveTitle, title } = laterWords().reservation;
  return { 'change-party': title, cancel: cancelTitle, 'leave-waitlist': leaveTitle }[action](name);
}

type OnProps = { readonly action: Choosing; readonly sessionId: SessionId; readonly row: InboxRow };

/** The session's figures are what a new choice stands on, so they are fetched for it. */
function OnReservation({ action, sessionId, row }: OnProps): JSX.Element | null {
  const view = useView({ view: 'session', sessionId, list: 'bookings', count: 1 }).value;
  if (!view?.head || !row.reservationId) return null;
  const booking = bookingOf(row, row.reservationId);
  if (action === 'change-party') return <PartyForm head={view.head} row={booking} />;
  return (
    <CancelForm sessionId={sessionId} row={booking} leave={action === 'leave-waitlist'} onKeep={closeSheet} />
  );
}

function bookingOf(
  row: InboxRow,
  key: ReservationRow['key'],
): Parameters<typeof CancelForm>[0]['row'] & { wantedParty: ReservationRow['wantedParty'] } {
  const party = (row.decided ?? row.recorded).party;
  const waits = row.decided?.outcome === 'waitlisted';
  const seats = party.reduce((sum, line) => sum + line.seats, 0);
  return { key, name: row.guest?.name ?? null, party, wantedParty: party, granted: waits ? 0 : seats };
}
