import { RULES } from '../../../shared/booking/rules.ts';
import type { Commit } from '../../../shared/log/commit.ts';
import type { EventId, SessionId } from '../../../shared/log/ids.ts';
import { LIMITS, PROTOCOL } from '../../../shared/sync/protocol.ts';
import { cancel, cancelSession, reserve, schedule } from '../../support/commands.ts';
import { createClerk } from '../../support/commits.ts';
import { sessionId } from '../../support/ids.ts';
import { enrolAt } from '../../support/networked-device.ts';
import { random } from '../../support/random.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SESSIONS_A_DAY = 10;
const FIRST = [
  'Ana',
  'Bo',
  'Chloé',
  'Dmitri',
  'Élise',
  'Fumi',
  'Grace',
  'Hana',
  'İrem',
  'José',
  '김',
  '이',
  '박',
];
const LAST = ['Moreau', 'Núñez', 'Öztürk', 'Petrov', 'Quist', 'Sørensen', '민준', '서연', '하늘'];

/** The name of guest number `nth`, with a number so that there is one of each. */
export function guestName(nth: number): string {
  const chance = random(nth);
  return `${chance.pick(FIRST)} ${chance.pick(LAST)} ${nth}`;
}

/** A device somewhere else that brings in a lot. */
export type Office = {
  /** Sessions from the next full hour but one on, ten a day, none of which is on another day than the first of the ten. */
  schedule(sessions: number): Promise<void>;
  /** One session in an hour; its address in the app. */
  openFair(title: string): Promise<string>;
  /** So many bookings of one seat there, numbered on. */
  bookAtFair(bookings: number): Promise<void>;
  /** Guest number `nth` did not want to be booked there. */
  takeBackAtFair(nth: number): Promise<void>;
  /** Everybody who has a booking is to be told. */
  cancelFair(): Promise<void>;
};

/** `session`: the cookie of who is signed in, where there are accounts. */
export async function openOffice(address: string, session = ''): Promise<Office> {
  const { enrolment, cookie } = await enrolAt(address, 'Office', { session });
  const { workspaceId, deviceId, epoch } = enrolment;
  const clerk = createClerk(enrolment);
  const booked: EventId[] = [];

  /** A request as soon as it is full: one that is left open for long is closed by the server. */
  async function pushAll(count: number, make: (nth: number) => Commit): Promise<void> {
    for (let from = 0; from < count; from += LIMITS.commitsPerRequest) {
      const some = Math.min(LIMITS.commitsPerRequest, count - from);
      await push(Array.from({ length: some }, (_, nth) => make(from + nth)));
    }
  }

  async function push(commits: readonly Commit[]): Promise<void> {
    const response = await fetch(`${address}/api/workspaces/${workspaceId}/commits`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ protocol: PROTOCOL, rules: RULES, epoch, deviceId, commits }),
    });
    const { receipts } = (await response.json()) as { receipts: { outcome: string }[] };
    const refused = receipts.find(({ outcome }) => outcome !== 'accepted');
    if (refused) throw new Error(JSON.stringify(refused));
  }

  return {
    schedule(sessions) {
      const first = (Math.ceil(Date.now() / HOUR) + 1) * HOUR;
      return pushAll(sessions, (nth) => {
        const [days, minutes] = [Math.floor(nth / SESSIONS_A_DAY), nth % SESSIONS_A_DAY];
        const tour = sessionAt(first + days * DAY + minutes * MINUTE, `Tour ${nth + 1}`);
        return clerk.commit(tour, `tour ${nth}`);
      });
    },
    async openFair(title) {
      await push([clerk.commit(sessionAt(Date.now() + HOUR, title, 50_000), 'fair')]);
      return `/session/${sessionId('fair') satisfies SessionId}`;
    },
    bookAtFair: (bookings) =>
      pushAll(bookings, () => {
        const nth = booked.length;
        const phone = `+82 10 ${String(10_000_000 + nth * 7_919).slice(-8)}`;
        const commit = clerk.commit(
          reserve(`fair ${nth}`, { A: 1 }, { guest: { name: guestName(nth), phone } }),
          'fair',
        );
        const [fact] = commit.writes.flatMap(({ facts }) => facts);
        if (fact) booked.push(fact.id);
        return commit;
      }),
    async takeBackAtFair(nth) {
      const [undoes] = booked.slice(nth, nth + 1);
      await push([clerk.commit({ ...cancel(`fair ${nth}`), ...{ undoes } }, 'fair')]);
    },
    cancelFair: () => push([clerk.commit(cancelSession(), 'fair')]),
  };
}

/** For an hour; `starts` in milliseconds of the epoch. */
function sessionAt(starts: number, title: string, seats = 20): ReturnType<typeof schedule> {
  const [startsAt, endsAt] = [starts, starts + HOUR].map((at) => new Date(at).toISOString());
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return { ...schedule({ A: seats }), title, startsAt, endsAt, timeZone } as ReturnType<typeof schedule>;
}
