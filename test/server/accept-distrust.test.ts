import { describe, expect, test } from 'vitest';
import { type Commit, placedEvents } from '../../shared/log/commit.ts';
import type { Instant } from '../../shared/log/ids.ts';
import { allot, cancel, draw, reserve } from '../support/commands.ts';
import { altered, createClerk, createIds, type Spoilable } from '../support/commits.ts';
import { allotmentId, commitId, eventId, reservationId, sessionId } from '../support/ids.ts';
import { ADA, BOB, knowing, outcome, scene } from './acceptance.ts';

describe('P6: the server trusts nothing', () => {
  const spoilt: [string, (copy: Spoilable) => void, string][] = [
    [
      'another actor',
      (c) => {
        c.writes[0].facts[0].meta.actorId = 'eve';
      },
      'rejected: actor',
    ],
    [
      'another device',
      (c) => {
        c.writes[0].facts[1].meta.deviceId = 'eve';
      },
      'rejected: actor',
    ],
    [
      'a hand-over that names another',
      (c) => {
        c.submittedFor = BOB;
      },
      'rejected: actor',
    ],
    [
      'an unknown type',
      (c) => {
        c.writes[0].facts[0].type = 'SeatsBlessed';
      },
      'unsupported: type-unknown',
    ],
    [
      'a newer version',
      (c) => {
        c.writes[0].facts[0].schemaVersion = 2;
      },
      'unsupported: type-unknown',
    ],
    [
      'a string too long',
      (c) => {
        c.writes[0].facts[1].data.guest.name = 'x'.repeat(201);
      },
      'rejected: schema',
    ],
    [
      'half a character',
      (c) => {
        c.writes[0].facts[1].data.guest.name = '\ud800';
      },
      'rejected: malformed',
    ],
    [
      'a member too many',
      (c) => {
        c.writes[0].facts[0].data.price = 5;
      },
      'rejected: schema',
    ],
    [
      'one in the frame',
      (c) => {
        c.writes[0].facts[0].position = 5;
      },
      'rejected: schema',
    ],
    [
      'one in the meta',
      (c) => {
        c.writes[0].facts[0].meta.admin = true;
      },
      'rejected: schema',
    ],
    [
      'a member that hides',
      (c) => {
        Object.defineProperty(c.writes[0].facts[0].data, '__proto__', { value: 1, enumerable: true });
      },
      'rejected: schema',
    ],
    [
      'no seats at all',
      (c) => {
        c.writes[0].facts[0].data.wanted = { A: 0 };
      },
      'rejected: schema',
    ],
    [
      'a fact with the id of a derived event',
      (c) => {
        c.writes[0].facts[1].id = eventId('derived');
      },
      'rejected: schema',
    ],
    [
      'a commit with an id that nobody made',
      (c) => {
        c.id = commitId('derived');
      },
      'rejected: schema',
    ],
    [
      'the same event id twice',
      (c) => {
        c.writes[0].facts[1].id = c.writes[0].facts[0].id;
      },
      'rejected: event-id-taken',
    ],
    [
      'a stream twice',
      (c) => {
        c.writes.push(c.writes[0]);
      },
      'rejected: malformed',
    ],
    [
      'no facts',
      (c) => {
        c.writes[0].facts = [];
      },
      'rejected: malformed',
    ],
    [
      '51 facts',
      (c) => {
        c.writes[0].facts = Array.from({ length: 51 }, (_, n) => ({
          ...c.writes[0].facts[0],
          id: eventId(`${n}`),
        }));
      },
      'rejected: malformed',
    ],
    [
      '51 facts over two streams',
      (c) => {
        const many = (of: string) =>
          Array.from({ length: 26 }, (_, n) => ({ ...c.writes[0].facts[0], id: eventId(`${of}${n}`) }));
        c.writes = [
          { ...c.writes[0], facts: many('a') },
          { ...c.writes[0], streamId: `session:${sessionId('b')}`, facts: many('b') },
        ];
      },
      'rejected: malformed',
    ],
    [
      'a command as long as a book',
      (c) => {
        c.command.note = 'x'.repeat(40_000);
      },
      'rejected: malformed',
    ],
    [
      'no writes',
      (c) => {
        delete c.writes;
      },
      'rejected: malformed',
    ],
    [
      'a split that nobody asked for',
      (c) => {
        c.writes[0].facts[0].data.granted = { A: 1 };
      },
      'rejected: split-unasked',
    ],
    [
      'more granted than wanted',
      (c) => {
        c.writes[0].facts[0].data.granted = { A: 5 };
      },
      'rejected: granted-above-wanted',
    ],
    [
      'a promotion as a fact',
      (c) => {
        Object.assign(c.writes[0].facts[0], {
          type: 'ReservationPromoted',
          data: { reservationId: reservationId('Ada'), granted: { A: 1 } },
        });
      },
      'rejected: derived-as-fact',
    ],
    [
      'a derived event too many',
      (c) => {
        c.writes[0].derived = [{ ...c.writes[0].facts[0], id: eventId('more') }];
      },
      'unsupported: derived-differ',
    ],
  ];
  test.each(spoilt)('%s', (_, alter, expected) => {
    const { reserved, known } = scene();
    expect(outcome(altered(reserved, alter), known)).toBe(expected);
  });

  test('a session that exists, a session that does not', () => {
    const { scheduled, reserved, known } = scene();
    const again = altered(scheduled, (copy) => {
      Object.assign(copy.writes[0], {
        expectedVersion: 1,
        expectedEventId: scheduled.writes[0]?.facts[0]?.id,
      });
      copy.writes[0].facts[0].id = createIds('again')();
    });
    expect(outcome(again, known)).toBe('rejected: session-exists');
    const nowhere = altered(reserved, (copy) => {
      Object.assign(copy.writes[0], { expectedVersion: 0, expectedEventId: null });
    });
    expect(outcome(nowhere, knowing())).toBe('rejected: session-unknown');
  });

  test.each([
    ['before it starts', '2026-04-30T09:00:00.000Z'],
    ['as it starts', '2026-05-01T07:30:00.000Z'],
  ])('a session that ends %s, scheduled or rescheduled', (_, endsAt) => {
    const { scheduled } = scene();
    const startsAt = '2026-05-01T07:30:00.000Z' as Instant;
    const later = '2026-05-01T09:30:00.000Z' as Instant;
    const rescheduled = createClerk(ADA, 2);
    rescheduled.learn(placedEvents(scheduled));
    const moved = rescheduled.commit({
      ...{ type: 'RescheduleSession', startsAt, endsAt: later },
      ...{ timeZone: 'Europe/Vienna', reason: 'the mill is wet' },
    });
    const impossible = (commit: Commit): Commit =>
      altered(commit, (copy) => Object.assign(copy.writes[0].facts[0].data, { startsAt, endsAt }));
    expect(outcome(impossible(scheduled), knowing())).toBe('rejected: session-ends-before-it-starts');
    expect(outcome(impossible(moved), knowing([scheduled]))).toBe('rejected: session-ends-before-it-starts');
    expect(outcome(moved, knowing([scheduled])), 'negative control').toBe('accepted');
  });

  test('A2: seats that another device took along, under its own name', () => {
    const { clerk, scheduled } = scene();
    const lent = [BOB, ADA].map(({ deviceId }) => clerk.commit(allot({ A: 2 }, deviceId, deviceId)));
    const known = knowing([scheduled, ...lent]);
    const fresh = createClerk(ADA, 2);
    for (const commit of [scheduled, ...lent]) fresh.learn(placedEvents(commit));
    const own = fresh.commit(draw('Cyn', { A: 1 }, ADA.deviceId));
    const anothers = altered(own, (copy) => {
      copy.writes[0].facts[0].data.fromAllotment = allotmentId(BOB.deviceId);
    });
    expect(outcome(anothers, known)).toBe('rejected: allotment-of-another');
    expect(outcome(own, known), 'negative control').toBe('accepted');
  });

  test('an event id that is in the log', () => {
    const { reserved, known } = scene();
    expect(
      outcome(reserved, { ...known, isEventIdTaken: (id) => id === reserved.writes[0]?.facts[0]?.id }),
    ).toBe('rejected: event-id-taken');
  });

  test('derived events that are left out are unsupported, never rejected', () => {
    const { clerk, scheduled, reserved } = scene();
    const rest = clerk.commits(reserve('Bob', { A: 6 }), reserve('Cyn', { A: 2 }), cancel('Bob'));
    const cancelled = rest[2] as Commit;
    expect(cancelled.writes[0]?.derived.map(({ type }) => type)).toEqual(['ReservationPromoted']);
    const known = knowing([scheduled, reserved, ...rest.slice(0, 2)]);
    expect(outcome(cancelled, known)).toBe('accepted');
    const without = altered(cancelled, (copy) => {
      copy.writes[0].derived = [];
    });
    expect(outcome(without, known)).toBe('unsupported: derived-differ');
  });

  test('a session with an event that this server cannot read takes no commit (L7)', () => {
    const { scheduled, reserved } = scene();
    const newer = altered(scheduled, (copy) => {
      copy.writes[0].facts[0].schemaVersion = 2;
    });
    expect(outcome(reserved, knowing([newer]))).toBe('unsupported: type-unknown');
  });
});
