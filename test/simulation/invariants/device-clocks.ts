import { createBook, type FoldingBook } from '../../../shared/booking/book.ts';
import { derive } from '../../../shared/booking/derive.ts';
import { type EventInStream, SYSTEM_ONLY } from '../../../shared/booking/events.ts';
import { upcast } from '../../../shared/booking/upcast.ts';
import { canonicalJson } from '../../../shared/log/canonical-json.ts';
import type { Instant } from '../../../shared/log/ids.ts';
import type { RecordedEvent } from '../../../shared/log/recorded-event.ts';
import { uuidVersion } from '../../../shared/log/uuid.ts';
import { bytesOf } from '../../support/invariants.ts';
import { commitsOf, type ServerLog } from './server-log.ts';
import { hold } from './violation.ts';

/**
 * 15: a device's clock changes what is displayed and nothing else. The log is read twice, once as if every device had
 * had another clock, on which what came first came last:
 *
 *   as it was    ──▶ derive, fold ──▶ the same events, and the same sessions but for the times that are shown
 *   turned round ──▶ derive, fold ──▶
 */
export function checkDeviceClocks({ events }: Pick<ServerLog, 'events'>): void {
  const asItWas = createBook();
  const otherwise = createBook();
  const clocks = createTurnedClocks();
  for (const commit of commitsOf(events)) {
    const turned = commit.map(clocks.turn);
    const isNew = (commit[0]?.position ?? 0) > events.length - NEWEST;
    if (isNew) checkDerived({ book: asItWas, commit }, { book: otherwise, commit: turned });
    for (const event of commit) asItWas.fold(event);
    for (const event of turned) otherwise.fold(event);
  }
  for (const [id, session] of asItWas.sessions) {
    const isSame = bytesOf(session) === clocks.turnBack(bytesOf(otherwise.session(id)));
    hold(isSame, '15 a device’s clock', () => `${id} would be another if the devices had other clocks`);
  }
}

/** Of a large book that was there before anybody came nothing is derived anew. */
const NEWEST = 600;

type OnBook = { readonly book: FoldingBook; readonly commit: readonly RecordedEvent[] };

function checkDerived(asItWas: OnBook, otherwise: OnBook): void {
  // What this version cannot read, it derives nothing from (L7).
  if (asItWas.commit.some((event) => upcast(event) === undefined)) return;
  const [one, other] = [derivedFrom(asItWas), derivedFrom(otherwise)];
  hold(one === other, '15 a device’s clock', () => {
    return `of ${asItWas.commit[0]?.commitId} came ${one}, and with other clocks ${other}`;
  });
}

function derivedFrom({ book, commit }: OnBook): string {
  const facts = commit.filter(({ id, type }) => uuidVersion(id) === 7 || SYSTEM_ONLY.has(type));
  const placed = facts.map((event) => ({ streamId: event.streamId, event }) as unknown as EventInStream);
  const derived = facts.length > 0 ? derive(book, placed) : [];
  return canonicalJson(
    derived.map(({ streamId, event: { type, data, meta } }) => [
      streamId,
      type,
      data,
      meta.compensates ?? null,
    ]),
  );
}

/** In a time in which nothing else is. */
const FAR = Date.UTC(2400, 0) + Date.UTC(2026, 0);
const AN_INSTANT = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;

function createTurnedClocks() {
  const before = new Map<string, Instant>();
  return {
    turn(event: RecordedEvent): RecordedEvent {
      const { occurredAt } = event.meta;
      const turned = new Date(FAR - Date.parse(occurredAt)).toISOString() as Instant;
      before.set(turned, occurredAt);
      return { ...event, meta: { ...event.meta, occurredAt: turned } };
    },
    turnBack: (text: string): string => text.replace(AN_INSTANT, (instant) => before.get(instant) ?? instant),
  };
}
