import type { Book } from '../../shared/booking/book.ts';
import { creationsOf, missingFor } from '../../shared/booking/dependence.ts';
import { type Commit, factsOf } from '../../shared/log/commit.ts';
import type { CommitId, DeviceId, Instant, StreamId } from '../../shared/log/ids.ts';
import { sessionOf } from '../../shared/log/ids.ts';
import type { SubmittedBy } from '../../shared/log/recorded-event.ts';
import type { ManagedDevices } from '../../shared/sync/people.ts';
import { codeOf, type ProblemCode } from '../../shared/sync/problem-code.ts';
import type { Quarantine } from '../../shared/sync/quarantine.ts';
import { type Happening, happeningOf } from './happening.ts';
import { guestNamedIn, reservationOf } from './own-work.ts';

/** One commit that the server keeps apart from the log: why, who sent it, what is in it, what became of it (C5). */
export type KeptRow = {
  readonly key: CommitId;
  readonly keptAt: Instant;
  readonly by: Sender;
  /** Null for a reason that this version does not know. */
  readonly code: ProblemCode | null;
  readonly detail: string | null;
  /** Null where neither the log nor what is kept knows it. */
  readonly session: { readonly title: string; readonly startsAt: string | null } | null;
  readonly contents: readonly { readonly what: Happening; readonly guest: string | null }[];
  /** It builds on another one that is kept: that one comes first, or never. */
  readonly waitsFor: { readonly key: CommitId; readonly isSetAside: boolean } | null;
  readonly setAside: { readonly at: Instant; readonly by: Sender; readonly reason: string } | null;
};

/** `person` and `device` by name; null where nobody of the name is enrolled any more. */
export type Sender = {
  readonly person: string | null;
  readonly device: string | null;
  readonly deviceId: DeviceId;
};

/** In the order of their coming. `book`: what the server has recorded, as far as this device knows. */
export function keptRows(kept: Quarantine, book: Book, devices: ManagedDevices): KeptRow[] {
  const around: Around = {
    book,
    kept,
    devices: new Map(devices.map((device) => [device.deviceId, device])),
    creators: new Map(
      kept.flatMap((one) => creationsOf(one.commit, book).map((thing) => [thing, one] as const)),
    ),
  };
  return kept.map((one) => keptRow(one, around));
}

type Kept = Quarantine[number];
type Around = {
  readonly book: Book;
  readonly kept: Quarantine;
  readonly devices: ReadonlyMap<DeviceId, ManagedDevices[number]>;
  /** Which kept commit would make a session, or a booking. */
  readonly creators: ReadonlyMap<string, Kept>;
};

function keptRow(
  { commitId, commit, keptAt, submittedBy, problem, setAside }: Kept,
  around: Around,
): KeptRow {
  const stream = factsOf(commit)[0]?.streamId;
  return {
    key: commitId,
    keptAt,
    by: senderOf(submittedBy, around),
    code: codeOf(problem) ?? null,
    detail: problem.detail ?? null,
    session: stream ? sessionNamed(stream, around) : null,
    contents: contentsOf(commit, around),
    waitsFor: waitsFor(commit, around),
    setAside: setAside && { at: setAside.at, by: senderOf(setAside.by, around), reason: setAside.reason },
  };
}

function senderOf({ deviceId, actorId }: SubmittedBy, { devices }: Around): Sender {
  const device = devices.get(deviceId);
  const known = device ?? [...devices.values()].find((one) => one.actorId === actorId);
  return { person: known?.person ?? known?.name ?? null, device: device?.name ?? null, deviceId };
}

function sessionNamed(stream: StreamId, { book, creators }: Around): KeptRow['session'] {
  const session = book.session(sessionOf(stream));
  if (session) return { title: session.title, startsAt: session.startsAt };
  const { title } = scheduledIn(stream, creators) ?? {};
  return typeof title === 'string' ? { title, startsAt: null } : null;
}

function contentsOf(commit: Commit, { book, creators }: Around): KeptRow['contents'] {
  return factsOf(commit).map(({ streamId, event }) => {
    const id = reservationOf(event);
    const session = book.session(sessionOf(streamId));
    const creator = id && creators.get(id)?.commit;
    const guest = id && session?.reservations.get(id)?.guest?.name;
    return {
      what: happeningOf(event, session ?? { seatTypes: typesIn(scheduledIn(streamId, creators)) }),
      guest: guest ?? guestNamedIn(commit) ?? (creator ? guestNamedIn(creator) : null),
    };
  });
}

/** What a kept commit says of a session that it would make. */
function scheduledIn(
  stream: StreamId,
  creators: Around['creators'],
): Readonly<Record<string, unknown>> | undefined {
  const creator = creators.get(stream)?.commit;
  const facts = creator ? factsOf(creator) : [];
  return facts.find(({ streamId, event }) => streamId === stream && event.type === 'SessionScheduled')?.event
    .data;
}

type SeatTypes = Parameters<typeof happeningOf>[1] & object;

function typesIn(scheduled: Readonly<Record<string, unknown>> | undefined): SeatTypes['seatTypes'] {
  const types = (scheduled?.seatTypes ?? []) as { id: string; label: string; capacity: number }[];
  return new Map(types.map((type) => [type.id, { ...type, allowance: 0 }]));
}

function waitsFor(commit: Commit, { book, creators }: Around): KeptRow['waitsFor'] {
  const missing = missingFor(commit, book).map((thing) => creators.get(thing));
  const before = missing.find((creator) => creator && creator.commitId !== commit.id);
  return before ? { key: before.commitId, isSetAside: before.setAside !== null } : null;
}
