import { ArrowLeft, Printer } from 'lucide';
import { Fragment, type JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { SessionId } from '../../../shared/log/ids.ts';
import type { MomentRow, MomentView } from '../../view/moment.ts';
import { useDaybook } from '../app/daybook.ts';
import { useView } from '../app/live-view.ts';
import { pathTo } from '../app/routes.ts';
import { Icon } from '../parts/icon.tsx';
import { Empty } from '../parts/sign.tsx';
import { exactMoment } from '../texts/format.ts';
import { historyWords } from '../texts/history-words.ts';
import { laterWords } from '../texts/later-words.ts';
import { AuditEntries } from './audit-entries.tsx';
import { standingText } from './before-after.tsx';
import { PaperRows, useDrawn } from './paper-rows.tsx';
import { type ReadOut, readOut } from './read-out.ts';
import { factsOf } from './session-compared.tsx';

/** In an address, in the place of an entry. */
export const SHEET = 'sheet';

/** More bookings would be no sheet any more; the entries below it hold them all. */
const MOST_BOOKINGS = 10_000;

/** All that happened to a session, for paper: as of when, from which device, at which positions. */
export function AuditSheet({ sessionId }: { readonly sessionId: SessionId }): JSX.Element {
  const words = historyWords().sheet;
  const { whole, failed, read } = useReadOut(sessionId);
  const now = useView({
    view: 'moment',
    of: { sessionId },
    at: 'last',
    against: 'now',
    count: MOST_BOOKINGS,
  }).value;
  const [bookings, entries] = [now?.rows.length ?? 0, whole?.rows.length ?? 0];
  const isThere = whole && now;
  const drawn = useDrawn(isThere ? bookings + entries : 0);
  const isDrawn = isThere && drawn === bookings + entries;
  return (
    <div class="history sheet-of-paper">
      <div class="session-links">
        <a class="quiet-button" href={pathTo.sessionHistory(sessionId)}>
          <Icon of={ArrowLeft} />
          <span>{historyWords().moment.back}</span>
        </a>
        <button type="button" class="button" aria-disabled={!isDrawn} onClick={() => isDrawn && print()}>
          <Icon of={Printer} />
          <span>{words.print}</span>
        </button>
      </div>
      <h1 class="pane-title">{words.title(whole?.head.title ?? '')}</h1>
      {failed && <p role="alert">{historyWords().file.moving}</p>}
      {!failed && !isDrawn && (
        <p role="status">
          {isThere
            ? words.drawing(drawn, bookings + entries)
            : read[1] > 0 && historyWords().file.reading(...read)}
        </p>
      )}
      {now && !now.head && <Empty what={historyWords().moment.gone} todo={historyWords().moment.goneTodo} />}
      {whole && now?.head && (
        <>
          <Origin whole={whole} />
          <Standing now={now} drawn={Math.min(drawn, bookings)} />
          <AuditEntries rows={whole.rows} drawn={Math.max(drawn - bookings, 0)} />
          {isDrawn && <p class="quiet">{words.end}</p>}
        </>
      )}
    </div>
  );
}

type Reading = {
  readonly whole: ReadOut | undefined;
  readonly failed: boolean;
  /** How many entries of how many. */
  readonly read: readonly [done: number, of: number];
};

function useReadOut(sessionId: SessionId): Reading {
  const api = useDaybook().page.api.value;
  const [whole, setWhole] = useState<ReadOut>();
  const [failed, setFailed] = useState(false);
  const [read, setRead] = useState<Reading['read']>([0, 0]);
  useEffect(() => {
    const leaving = new AbortController();
    const left = leaving.signal;
    readOut(api, { of: { sessionId } }, { left, onPart: (...part) => setRead(part) }).then(
      (all) => left.aborted || (all ? setWhole(all) : setFailed(true)),
      () => left.aborted || setFailed(true),
    );
    return () => leaving.abort();
  }, [api, sessionId]);
  return { whole, failed, read };
}

/** What the sheet rests on: without it, it would say nothing. */
function Origin({ whole }: { readonly whole: ReadOut }): JSX.Element | null {
  const words = historyWords().sheet;
  const status = useDaybook().status.value;
  const [made] = useState(() => new Date().toISOString());
  if (!status) return null;
  const { lastSuccessAt, cursor, who } = status;
  const { of, pending, quarantined } = whole.head;
  return (
    <dl class="facts">
      <dt>{words.asOf}</dt>
      <dd>{words.asOfWhat(lastSuccessAt ? exactMoment(lastSuccessAt) : words.never, cursor)}</dd>
      <dt>{words.made}</dt>
      <dd>{words.madeBy(exactMoment(made), who.name, who.deviceId)}</dd>
      <dt>{words.contents}</dt>
      <dd>{words.counts(of, pending, quarantined)}</dd>
    </dl>
  );
}

type StandingProps = {
  readonly now: MomentView;
  /** How many of the bookings, so far. */
  readonly drawn: number;
};

function Standing({ now: { head, rows }, drawn }: StandingProps): JSX.Element {
  const words = historyWords().sheet;
  const then = head?.to ?? null;
  const facts = [...factsOf(then)].filter(([label]) => label !== historyWords().moment.time);
  return (
    <>
      <h2 class="day-name">{words.session}</h2>
      <dl class="facts">
        {then && (
          <>
            <dt>{historyWords().moment.time}</dt>
            <dd>
              {exactMoment(then.startsAt)} – {exactMoment(then.endsAt)}
            </dd>
          </>
        )}
        {facts.map(([label, text]) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </Fragment>
        ))}
      </dl>
      {rows.length > 0 && (
        <table class="paper-table">
          <caption>{words.bookings}</caption>
          <thead>
            <tr>
              <th scope="col">{words.guest}</th>
              <th scope="col">{words.stands}</th>
            </tr>
          </thead>
          <PaperRows rows={rows} drawn={drawn} line={booking} />
        </table>
      )}
    </>
  );
}

function booking({ key, name, to }: MomentRow): JSX.Element {
  return (
    <tr key={key}>
      <td>{name ?? laterWords().noName}</td>
      <td>{standingText(to)}</td>
    </tr>
  );
}
