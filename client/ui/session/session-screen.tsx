import { ScanQrCode } from 'lucide';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { SessionId } from '../../../shared/log/ids.ts';
import type { ListName } from '../../view/session-lists.ts';
import { useView } from '../app/live-view.ts';
import { useMay } from '../app/permitted.ts';
import { pathTo } from '../app/routes.ts';
import { useRowWindow } from '../app/row-window.ts';
import { BookSheet } from '../booking/book-sheet.tsx';
import { Icon } from '../parts/icon.tsx';
import { Empty } from '../parts/sign.tsx';
import { laterWords } from '../texts/later-words.ts';
import { t } from '../texts/texts.ts';
import { ticketWords } from '../texts/ticket-words.ts';
import { ScanSheet } from '../ticket/scan-sheet.tsx';
import { NewSession } from '../today/new-session.tsx';
import { AllotSheet } from './allot-sheet.tsx';
import { ChangeSession } from './change-session.tsx';
import { ListTabs } from './list-tabs.tsx';
import { ReservationList } from './reservation-list.tsx';
import { ReservationSheet } from './reservation-sheet.tsx';
import { SeatsSheet } from './seats-sheet.tsx';
import { SessionTop } from './session-top.tsx';
import type { OpenSheet, Shown } from './shown.ts';

/** A session: the bar, then its bookings, its waitlist, and who is here. */
export function SessionScreen({ sessionId }: { readonly sessionId: SessionId }): JSX.Element | null {
  const [list, setList] = useState<ListName>('bookings');
  const [text, setText] = useState('');
  const [open, setOpen] = useState<OpenSheet>();
  const may = useMay();
  const { window, onShown } = useRowWindow(`${list} ${text}`);
  const view = useView({ view: 'session', sessionId, list, ...(text && { text }), ...window }).value;
  if (!view) return null;
  if (!view.head) return <Gone />;
  const { head } = view;
  const takesBookings = isTaking(head) && !head.unreadable && list !== 'check-in' && may('ReserveSeats');
  const takesAlong = !head.unreadable && head.status !== 'cancelled' && may('AllotSeats');
  const changes = !head.unreadable && head.status !== 'cancelled' && may('RescheduleSession');
  const takesSeats = !head.unreadable && head.status !== 'cancelled' && may('AddSeats');
  return (
    <div class="session">
      <SessionTop
        head={head}
        onAllot={takesAlong ? () => setOpen('allot') : undefined}
        onChange={changes ? () => setOpen('change') : undefined}
        onCopy={may('ScheduleSession') ? () => setOpen('copy') : undefined}
        onSeats={takesSeats ? () => setOpen('seats') : undefined}
        onBook={takesBookings ? () => setOpen('book') : undefined}
      />
      <ListTabs head={head} list={list} onChoose={setList} />
      <div class="list-panel" role="tabpanel" id="list-panel" aria-labelledby={`tab-${list}`}>
        <input
          type="search"
          aria-label={laterWords().session.search}
          placeholder={laterWords().session.search}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        {list === 'check-in' && !head.unreadable && may('CheckInGuest') && (
          <button type="button" class="button" onClick={() => setOpen('scan')}>
            <Icon of={ScanQrCode} />
            <span>{ticketWords().scan.open}</span>
          </button>
        )}
        <ReservationList view={view as Shown} filtered={text !== ''} onOpen={setOpen} onShown={onShown} />
      </div>
      <OverSession open={open} view={view as Shown} onClose={() => setOpen(undefined)} />
    </div>
  );
}

/** Closing a session does not defeat what was taken along (A2). */
function isTaking({ status, own }: Shown['head']): boolean {
  return status === 'open' || (status === 'closed' && own.length > 0);
}

type OpenProps = { readonly open: OpenSheet | undefined; readonly view: Shown; readonly onClose: () => void };

function OverSession({ open, view, onClose }: OpenProps): JSX.Element | null {
  if (!open) return null;
  if (open === 'scan') return <ScanSheet sessionId={view.head.id} onClose={onClose} />;
  if (open === 'book') return <BookSheet head={view.head} onClose={onClose} />;
  if (open === 'allot') return <AllotSheet head={view.head} onClose={onClose} />;
  if (open === 'change') return <ChangeSession head={view.head} onClose={onClose} />;
  if (open === 'copy') return <NewSession like={view.head} onClose={onClose} />;
  if (open === 'seats') return <SeatsSheet head={view.head} onClose={onClose} />;
  return <ReservationSheet head={view.head} reservation={open} rows={view.rows} onClose={onClose} />;
}

function Gone(): JSX.Element {
  return (
    <Empty what={laterWords().session.gone} todo={laterWords().session.goneTodo} alone>
      <a class="button" href={pathTo.today}>
        {t().shell.today}
      </a>
    </Empty>
  );
}
