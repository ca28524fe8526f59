import { ArrowRight, CalendarPlus } from 'lucide';
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { ReservationRow } from '../../view/reservation-row.ts';
import type { SessionHead } from '../../view/session.ts';
import { pathTo } from '../app/routes.ts';
import { CancelForm } from '../booking/cancel-form.tsx';
import { GuestForm } from '../booking/guest-form.tsx';
import { PartyForm } from '../booking/party-form.tsx';
import { bookingEntry, saveCalendar } from '../files/calendar-entries.ts';
import { Icon } from '../parts/icon.tsx';
import { MarksLine } from '../parts/marks-line.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { fieldWords } from '../texts/field-words.ts';
import { laterWords } from '../texts/later-words.ts';
import { planningWords } from '../texts/planning-words.ts';
import { ArriveForm } from './arrive-form.tsx';
import { MoveForm } from './move-form.tsx';
import { ReservationActions } from './reservation-actions.tsx';
import { ReservationSigns } from './reservation-signs.tsx';
import type { SheetMode } from './shown.ts';

type Props = {
  readonly head: SessionHead;
  readonly reservation: ReservationRow['key'];
  readonly rows: readonly ReservationRow[];
  readonly onClose: () => void;
};

/** One booking, whole, and all that can be done with it. It stays open when the row leaves the list behind it. */
export function ReservationSheet({ head, reservation, rows, onClose }: Props): JSX.Element | null {
  const [mode, setMode] = useState<SheetMode>('look');
  const last = useRef<ReservationRow>(undefined);
  const row = rows.find(({ key }) => key === reservation) ?? last.current;
  last.current = row;
  if (!row) return null;
  const name = row.name ?? laterWords().noName;
  return (
    <Sheet title={titleOf(mode, name)} onClose={onClose}>
      {mode === 'look' && <Look head={head} row={row} onMode={setMode} />}
      {mode === 'party' && <PartyForm head={head} row={row} />}
      {mode === 'guest' && <GuestForm head={head} row={row} />}
      {mode === 'arrive' && <ArriveForm sessionId={head.id} row={row} onKeep={() => setMode('look')} />}
      {mode === 'move' && <MoveForm head={head} row={row} onKeep={() => setMode('look')} />}
      {(mode === 'cancel' || mode === 'leave') && (
        <CancelForm sessionId={head.id} row={row} leave={mode === 'leave'} onKeep={() => setMode('look')} />
      )}
    </Sheet>
  );
}

function titleOf(mode: SheetMode, name: string): string {
  const { reservation } = laterWords();
  if (mode === 'cancel') return reservation.cancelTitle(name);
  if (mode === 'move') return fieldWords().move.title(name);
  return mode === 'leave' ? reservation.leaveTitle(name) : reservation.title(name);
}

type LookProps = {
  readonly head: SessionHead;
  readonly row: ReservationRow;
  readonly onMode: (mode: SheetMode) => void;
};

function Look({ head, row, onMode }: LookProps): JSX.Element {
  return (
    <div class="sheet-body">
      <p class="big">{laterWords().party(row.party)}</p>
      <p class="line-signs">
        <ReservationSigns row={row} />
      </p>
      <MarksLine marks={row.marks} />
      {row.phone && <Reach href={`tel:${row.phone}`} word={laterWords().reservation.call} to={row.phone} />}
      {row.mail && <Reach href={`mailto:${row.mail}`} word={laterWords().reservation.mail} to={row.mail} />}
      {!row.ended && (
        <button
          type="button"
          class="quiet-button"
          onClick={() => saveCalendar(head.title, [bookingEntry(head, row)])}
        >
          <Icon of={CalendarPlus} />
          <span>{planningWords().toCalendar}</span>
        </button>
      )}
      {row.note && <p>{row.note}</p>}
      {row.movedTo && (
        <a class="quiet-button" href={pathTo.session(row.movedTo.id)}>
          <Icon of={ArrowRight} />
          <span>{row.movedTo.title}</span>
        </a>
      )}
      {row.ended && <p class="quiet">{laterWords().reservation.ended}</p>}
      <ReservationActions head={head} row={row} onMode={onMode} />
    </div>
  );
}

function Reach(props: { readonly href: string; readonly word: string; readonly to: string }): JSX.Element {
  return (
    <a class="quiet-button" href={props.href}>
      {props.word}: {props.to}
    </a>
  );
}
