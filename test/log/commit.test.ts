import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createBook } from '../../shared/booking/book.ts';
import { decide } from '../../shared/booking/decide.ts';
import { derive } from '../../shared/booking/derive.ts';
import type { EventInStream } from '../../shared/booking/events.ts';
import { canonicalJson } from '../../shared/log/canonical-json.ts';
import { commitOnto, factsOf, identify, placedEvents } from '../../shared/log/commit.ts';
import {
  addSeats,
  type CommandBody,
  cancel,
  close,
  event,
  join,
  reserve,
  schedule,
} from '../support/commands.ts';
import { commandOf, given } from '../support/given.ts';
import { commitId, eventId, sessionId } from '../support/ids.ts';

/** Two wait, and one command promotes both. */
const story = () => given(schedule({ A: 0 }), join('Ada', { A: 1 }), join('Bob', { A: 1 }));
const factsOn = ({ book }: ReturnType<typeof story>) => {
  const decision = decide(commandOf(addSeats('A', 2), 99), book);
  return decision.ok ? decision.facts : [];
};

describe('the ids of derived events', () => {
  test('follow from the commit and from the derived events up to and including each', () => {
    const before = story();
    const derived = derive(before.book, factsOn(before));
    const expected = derived.map((_, index) => {
      const name = canonicalJson(derived.slice(0, index + 1));
      const digest = createHash('sha1')
        .update(Buffer.from(commitId('c').replaceAll('-', ''), 'hex'))
        .update(name)
        .digest('hex');
      return digest.slice(0, 12);
    });
    const ids = identify(commitId('c'), derived).map(({ event: { id } }) => id.replaceAll('-', ''));
    expect(ids).toHaveLength(2);
    expect(ids.map((id) => id.slice(0, 12))).toEqual(expected);
  });

  test('stay what they were: every device and server has to compute the same', () => {
    const before = story();
    expect(
      identify(commitId('c'), derive(before.book, factsOn(before))).map(({ event: { id } }) => id),
    ).toEqual(['b157baf1-0eed-5902-b1ab-a44f80b0141f', 'b709831c-7c45-5095-a267-11d68778ba7a']);
  });

  test('are others in another commit, and after another event', () => {
    const before = story();
    const derived = derive(before.book, factsOn(before));
    const [first, second] = identify(commitId('c'), derived).map(({ event: { id } }) => id);
    expect(identify(commitId('d'), derived)[0]?.event.id).not.toBe(first);
    expect(identify(commitId('c'), derived.slice(1))[0]?.event.id).not.toBe(second);
  });
});

describe('a commit', () => {
  test('expects the version and the event that it was made on (P1)', () => {
    const { book } = story();
    const session = book.session(sessionId());
    const commit = story().when(addSeats('A', 2)).commit;
    expect(commit?.writes).toMatchObject([{ expectedVersion: 3, expectedEventId: session?.lastEventId }]);
    expect(given().when(schedule({ A: 1 })).commit?.writes).toMatchObject([
      { expectedVersion: 0, expectedEventId: null },
    ]);
  });

  test('places its facts and then its derived events (P2)', () => {
    const commit = story().when(addSeats('A', 2)).commit;
    const placed = commit ? placedEvents(commit) : [];
    expect(placed.map(({ type, version }) => `${version} ${type}`)).toEqual([
      '4 SeatsAdded',
      '5 ReservationPromoted',
      '6 ReservationPromoted',
    ]);
    expect(new Set(placed.map((one) => one.commitId))).toEqual(new Set([commit?.id]));
  });

  test('keeps the bytes of its facts through a rebase, and names new derived events anew (C1)', () => {
    const late = given(schedule({ A: 2 }), reserve('Ada', { A: 1 })).offline(reserve('Bob', { A: 1 }));
    const { commit } = late.meanwhile(reserve('Cleo', { A: 1 })).arrive();
    expect(commit?.writes[0]).toMatchObject({
      expectedVersion: 3,
      derived: [{ type: 'ReservationWaitlisted' }],
    });
    expect(commit?.writes[0]?.facts).toMatchObject([{ type: 'SeatsReserved', data: { granted: { A: 1 } } }]);
  });

  test('derives from its facts stream by stream, as whoever receives it does', () => {
    const book = createBook();
    const run = (at: number, name: string, body: CommandBody): EventInStream[] => {
      const decision = decide({ ...commandOf(body, at), sessionId: sessionId(name) }, book);
      return decision.ok ? decision.facts : [];
    };
    const origin = { id: commitId('c'), deviceSequence: 1, command: { type: 'Both' } };
    for (const [index, name] of ['one', 'two'].entries()) {
      const scheduled = commitOnto(
        book,
        { ...origin, id: commitId(name) },
        run(index, name, schedule({ A: 1 })),
      );
      for (const placed of placedEvents(scheduled)) book.fold(placed);
    }
    const mixed = [
      ...run(5, 'one', addSeats('A', 1)),
      ...run(6, 'two', addSeats('A', 1)),
      ...run(7, 'one', join('Ada', { A: 1 })),
    ];
    const commit = commitOnto(book, origin, mixed);
    expect(commit.writes.map(({ facts, derived }) => [facts.length, derived.length])).toEqual([
      [2, 1],
      [1, 0],
    ]);
    expect(commitOnto(book, origin, factsOf(commit) as EventInStream[])).toEqual(commit);
  });
});

describe('the meta of a derived event', () => {
  test('is that of the first fact; a promotion is caused by the last one', () => {
    const { commit } = story().when(addSeats('A', 1));
    const [fact] = commit?.writes[0]?.facts ?? [];
    expect(commit?.writes[0]?.derived).toMatchObject([{ meta: { ...fact?.meta, causationId: fact?.id } }]);
    expect(commit?.writes[0]?.derived[0]?.meta).not.toHaveProperty('compensates');
  });

  test('a compensation is caused by the fact that it makes up for, and names it', () => {
    const guest = { name: 'Bob', phone: '1' };
    const { commit } = given(schedule({ A: 1 }))
      .offline(reserve('Bob', { A: 1 }, { guest }))
      .meanwhile(reserve('Ada', { A: 1 }))
      .arrive();
    const [fact, described] = commit?.writes[0]?.facts ?? [];
    expect(described?.type).toBe('GuestDescribed');
    expect(commit?.writes[0]?.derived).toMatchObject([
      { meta: { ...fact?.meta, causationId: fact?.id, compensates: [fact?.id] } },
    ]);
  });

  test('a reservation that its own commit ends needs no compensation', () => {
    const { book } = given(schedule({ A: 1 }), close());
    const onOlder = given(schedule({ A: 1 }))
      .offline(reserve('Bob', { A: 1 }), cancel('Bob'))
      .arrive();
    const facts = onOlder.commits.flatMap((commit) => factsOf(commit)) as EventInStream[];
    expect(facts.map(({ event: { type } }) => type)).toEqual(['SeatsReserved', 'ReservationCancelled']);
    expect(derive(book, facts)).toEqual([]);
  });

  test('one compensation names every fact of the commit that asked for the same reservation', () => {
    const asks = (at: number, seats: number) => {
      const { book } = given(schedule({ A: 9 }));
      const decision = decide(commandOf(reserve('Bob', { A: seats }), at), book);
      return decision.ok ? decision.facts : [];
    };
    const { book } = given(schedule({ A: 1 }), reserve('Ada', { A: 1 }), cancel('nobody'));
    const derived = derive(book, [...asks(50, 1), ...asks(51, 2)]);
    expect(derived).toMatchObject([
      {
        event: {
          ...event('ReservationWaitlisted', 'Bob', { wanted: { A: 2 }, granted: {} }),
          meta: { causationId: eventId('51.1'), compensates: [eventId('50.1'), eventId('51.1')] },
        },
      },
    ]);
  });
});
