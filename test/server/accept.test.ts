import { describe, expect, test } from 'vitest';
import { accept } from '../../server/accept.ts';
import type { FramedCommit } from '../../server/commits/push.ts';
import { placedEvents } from '../../shared/log/commit.ts';
import type { ActorId, CommitId } from '../../shared/log/ids.ts';
import { problem } from '../../shared/sync/problem-titles.ts';
import { addSeats, confirm, move, reserve, schedule } from '../support/commands.ts';
import { altered, createClerk, rebased } from '../support/commits.ts';
import { commitId, deviceId, eventId, reservationId, sessionId } from '../support/ids.ts';
import { ADA, BOB, bookOf, knowing, outcome, scene } from './acceptance.ts';

const KEPT = { factsHash: 'any', setAside: false, problem: problem('device-revoked', 403) };

describe('a commit is accepted', () => {
  test('when its facts fit, stand where the log is and derive what they say', () => {
    const { scheduled, reserved, known } = scene();
    expect(outcome(scheduled, knowing())).toBe('accepted');
    expect(outcome(reserved, known)).toBe('accepted');
  });

  test('P6: what is stored is what the server computed, and the state follows it', () => {
    const { reserved, known } = scene();
    const verdict = accept(reserved, ADA, known);
    if (verdict.kind !== 'accepted') throw new Error(verdict.kind);
    expect(verdict.commit).toEqual(reserved);
    expect(verdict.sessions.get(sessionId())?.version).toBe(3);
    expect(known.book.session(sessionId())?.version, 'and what was known is untouched').toBe(1);
  });

  test('C2: two people book the last seats, the second with its compensation', () => {
    const { scheduled } = scene();
    const bob = createClerk(BOB);
    bob.learn(placedEvents(scheduled));
    const ten = createClerk(ADA, 2);
    ten.learn(placedEvents(scheduled));
    const all = ten.commit(reserve('Ada', { A: 10 }));
    const late = bob.commit(reserve('Bob', { A: 2 }));
    const known = knowing([scheduled, all]);
    expect(outcome(late, known, BOB)).toBe('conflict');
    const again = rebased(late, bookOf([scheduled, all]));
    expect(again.writes[0]?.derived.map(({ type }) => type)).toEqual(['ReservationWaitlisted']);
    expect(outcome(again, known, BOB)).toBe('accepted');
  });
});

describe('P3: a commit that is in the log', () => {
  test('gets its receipt before anything else is looked at', () => {
    const { reserved, scheduled } = scene();
    const first = accept(reserved, ADA, knowing([scheduled]));
    const factsHash = first.kind === 'accepted' ? first.factsHash : '';
    const known = knowing([scheduled, reserved], {
      recordedFacts: () => factsHash,
      isSenderRevoked: true,
      fence: () => commitId('x'),
    });
    expect(outcome(reserved, known)).toBe('repeated');
    expect(outcome(reserved, known, BOB), 'whoever sends it').toBe('repeated');
    const other = altered(reserved, (copy) => {
      copy.writes[0].expectedVersion = 99;
      copy.writes[0].derived = [{ ...copy.writes[0].facts[0], id: eventId('other') }];
    });
    expect(outcome(other, known), 'whatever versions and derived events it carries').toBe('repeated');
  });

  test('is rejected with other facts', () => {
    const { reserved, known } = scene();
    const taken = { ...known, recordedFacts: () => 'another hash' };
    expect(outcome(reserved, taken)).toBe('rejected: facts-differ');
  });

  test('is the same whatever the order of its members', () => {
    const { reserved, known } = scene();
    const hashOf = (commit: unknown) => {
      const verdict = accept(commit as FramedCommit, ADA, known);
      return verdict.kind === 'accepted' ? verdict.factsHash : verdict.kind;
    };
    const turned = altered(reserved, (copy) => {
      const [fact] = copy.writes[0].facts;
      copy.writes[0].facts[0] = Object.fromEntries(Object.entries(fact).reverse());
    });
    expect(JSON.stringify(turned)).not.toBe(JSON.stringify(reserved));
    expect(hashOf(turned)).toBe(hashOf(reserved));
  });
});

describe('P1: a commit that expects another version', () => {
  const cases: [string, (write: Record<string, unknown>) => void, string][] = [
    [
      'an earlier one',
      (write) => Object.assign(write, { expectedVersion: 0, expectedEventId: null }),
      'conflict',
    ],
    [
      'the same number on another event',
      (write) => {
        write.expectedEventId = eventId('other');
      },
      'conflict',
    ],
    [
      'one that does not exist yet',
      (write) => {
        write.expectedVersion = 7;
      },
      'deferred',
    ],
  ];
  test.each(cases)('%s', (_, alter, expected) => {
    const { reserved, known } = scene();
    expect(
      outcome(
        altered(reserved, (copy) => alter(copy.writes[0])),
        known,
      ),
    ).toBe(expected);
  });

  test('is not judged by rules that it could not know', () => {
    const { clerk, scheduled, reserved } = scene();
    const onUnknown = altered(clerk.commit(confirm('Ada')), (copy) => {
      copy.writes[0].facts[0].data.reservationId = reservationId('nobody');
    });
    expect(outcome(onUnknown, knowing([scheduled]))).toBe('deferred');
    expect(outcome(onUnknown, knowing([scheduled, reserved]))).toBe('rejected: reservation-unknown');
  });
});

describe('P4: a fence', () => {
  test('defers a commit behind the one that stopped its stream, and a commit is never behind itself', () => {
    const { reserved, known } = scene();
    const behind = commitId('first');
    expect(accept(reserved, ADA, { ...known, fence: () => behind })).toEqual({ kind: 'deferred', behind });
    expect(outcome(reserved, { ...known, fence: () => reserved.id })).toBe('accepted');
  });
});

describe('C5, C6, C7: whose commit it is', () => {
  test('C7: another device hands it over, with who it is for', () => {
    const { reserved, known } = scene();
    const handed = altered(reserved, (copy) => {
      copy.submittedFor = ADA;
    });
    expect(outcome(reserved, known, BOB)).toBe('rejected: actor');
    expect(outcome(handed, known, BOB)).toBe('accepted');
  });

  test('P8: nobody hands over what only the server causes', () => {
    const system = { actorId: 'system' as ActorId, deviceId: deviceId('server') };
    const commit = createClerk(system).commit(schedule({ A: 1 }));
    expect(outcome({ ...commit, submittedFor: system }, knowing(), BOB)).toBe('rejected: actor');
    expect(outcome(commit, knowing(), system)).toBe('rejected: actor');
    const released = knowing([], { isRelease: true });
    expect(outcome(commit, released, BOB), 'nor releases').toBe('rejected: actor');
    const named = altered(commit, (copy) => {
      copy.id = commitId('expiry');
      copy.writes[0].facts[0].id = eventId('expiry');
    });
    expect(outcome(named, knowing(), BOB), 'its ids may follow from what caused it').toBe('rejected: actor');
  });

  test('C6: of a revoked device it is kept, and its streams stay open', () => {
    const { reserved, known } = scene();
    const verdict = accept(reserved, ADA, { ...known, isSenderRevoked: true });
    expect(verdict).toMatchObject({ kind: 'rejected', fences: false, keep: { commit: { id: reserved.id } } });
  });

  test('C5: what builds on a kept commit depends on it, until that is in the log', () => {
    const { scheduled, reserved } = scene();
    const keptCreator = (thing: string): CommitId | undefined =>
      thing === scheduled.writes[0]?.streamId ? scheduled.id : undefined;
    expect(outcome(reserved, knowing([], { keptCreator }))).toBe('rejected: depends-on');
    expect(outcome(reserved, knowing([scheduled], { keptCreator }))).toBe('accepted');
    expect(outcome(scheduled, knowing([], { keptCreator })), 'it does not depend on itself').toBe('accepted');
  });

  test('C5: a move builds on the booking that it takes away, not on another move of it that is kept', () => {
    const { clerk, scheduled, reserved } = scene();
    const other = clerk.commit(schedule({ A: 10 }), 'other');
    const moved = clerk.commit(move('Ada'));
    const kept = { keptCreator: () => commitId('kept') };
    expect(outcome(moved, knowing([scheduled, reserved, other], kept))).toBe('accepted');
    expect(outcome(moved, knowing([scheduled, other], kept))).toBe('rejected: depends-on');
  });

  test('C5: set aside is final, also for who releases', () => {
    const { reserved, known } = scene();
    const aside = { ...known, kept: () => ({ ...KEPT, setAside: true }) };
    expect(outcome(reserved, aside)).toBe('rejected: set-aside');
    expect(outcome(reserved, { ...aside, isRelease: true })).toBe('rejected: set-aside');
  });

  test('C5: a release brings the kept facts and no others', () => {
    const { reserved, known } = scene();
    const first = accept(reserved, ADA, known);
    const factsHash = first.kind === 'accepted' ? first.factsHash : '';
    const released = { ...known, isRelease: true, kept: () => ({ ...KEPT, factsHash }) };
    expect(outcome(reserved, released, BOB)).toBe('accepted');
    const other = altered(reserved, (copy) => {
      copy.writes[0].facts[0].data.wanted = { A: 3 };
    });
    expect(outcome(other, released, BOB)).toBe('rejected: facts-differ');
  });

  test('P3: nor does anybody else bring other facts under the id of a kept commit', () => {
    const { reserved, known } = scene();
    const first = accept(reserved, ADA, known);
    const factsHash = first.kind === 'accepted' ? first.factsHash : '';
    const kept = { ...known, kept: () => ({ ...KEPT, factsHash }) };
    const other = altered(reserved, (copy) => {
      Object.assign(copy.writes[0].facts[0].data, { wanted: { A: 3 }, granted: { A: 3 } });
    });
    expect(outcome(other, kept)).toBe('rejected: facts-differ');
    expect(outcome(other, known), 'negative control').toBe('accepted');
    expect(outcome(reserved, kept), 'the same facts may come again').toBe('accepted');
  });
});

test('B8: capacity may be cut below what is taken, and nothing be sold on top', () => {
  const { clerk, scheduled, reserved } = scene();
  const cut = clerk.commit({ type: 'RemoveSeats', seatType: 'A', seats: 8 });
  const more = clerk.commit(addSeats('A', 1));
  expect(outcome(cut, knowing([scheduled, reserved]))).toBe('accepted');
  expect(outcome(more, knowing([scheduled, reserved, cut]))).toBe('accepted');
});
