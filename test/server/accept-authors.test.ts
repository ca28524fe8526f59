import { describe, expect, test } from 'vitest';
import { accept } from '../../server/accept.ts';
import { readCommit } from '../../server/commits/facts.ts';
import type { Knowledge } from '../../server/commits/outcome.ts';
import type { FramedCommit } from '../../server/commits/push.ts';
import type { KeptCommit } from '../../server/log/event-log.ts';
import type { ProblemCode } from '../../shared/sync/problem-code.ts';
import { problem } from '../../shared/sync/problem-titles.ts';
import { ADA, BOB, outcome, scene } from './acceptance.ts';

describe('whose work is brought in by another', () => {
  test('C7: for a device of this workspace and its own person, and for no other', () => {
    const { reserved, known } = scene();
    const handed = { ...reserved, submittedFor: ADA };
    const knowingDevice = (device: ReturnType<Knowledge['device']>): string =>
      outcome(handed, { ...known, device: () => device }, BOB);
    expect(knowingDevice({ actorId: ADA.actorId, isRevoked: false })).toBe('accepted');
    expect(knowingDevice(undefined)).toBe('rejected: actor');
    expect(knowingDevice({ actorId: BOB.actorId, isRevoked: false })).toBe('rejected: actor');
  });

  test('C7: of a device that was revoked, or of a former member, a planner hands it in', () => {
    const { reserved, known } = scene();
    const handed = { ...reserved, submittedFor: ADA };
    const { actorId } = ADA;
    for (const [isRevoked, role] of [
      [true, 'field'],
      [false, undefined],
    ] as const) {
      const knowingIt: Knowledge = {
        ...known,
        device: () => ({ actorId, isRevoked }),
        authorsRole: () => role,
      };
      expect(outcome(handed, { ...knowingIt, senderRole: 'field' }, BOB)).toBe('rejected: not-permitted');
      expect(outcome(handed, { ...knowingIt, senderRole: 'planner' }, BOB)).toBe('accepted');
    }
  });

  test('R3: a restored server may have forgotten whose device it was, and takes the others’ word', () => {
    const { reserved, known } = scene();
    const handed = { ...reserved, submittedFor: ADA };
    const restored: Knowledge = { ...known, device: () => undefined, isRestored: true };
    expect(outcome(handed, restored, BOB)).toBe('accepted');
    const ofAnother = { actorId: BOB.actorId, isRevoked: false };
    expect(outcome(handed, { ...restored, device: () => ofAnother }, BOB)).toBe('rejected: actor');
  });

  test('R3: but of whom it knows as no member, a planner’s alone', () => {
    const { reserved, known } = scene();
    const handed = { ...reserved, submittedFor: ADA };
    const forgotten: Knowledge = {
      ...{ ...known, device: () => undefined, authorsRole: () => undefined },
      isRestored: true,
    };
    expect(outcome(handed, { ...forgotten, senderRole: 'field' }, BOB)).toBe('rejected: not-permitted');
    expect(outcome(handed, forgotten, BOB)).toBe('accepted');
  });

  test('C5: what is kept for naming another author is released by nobody, whoever sent it', () => {
    const { reserved, known } = scene();
    const read = readCommit(reserved as FramedCommit);
    if ('malformed' in read) throw new Error(read.malformed);
    const keptFor = (code: ProblemCode) => (): KeptCommit => ({
      factsHash: read.factsHash,
      setAside: false,
      problem: problem(code, 403),
    });
    const release = (kept: Knowledge['kept']): string =>
      outcome(reserved, { ...known, isRelease: true, kept }, BOB);
    expect(release(keptFor('actor'))).toBe('rejected: only-set-aside');
    expect(release(keptFor('not-permitted')), 'negative control').toBe('accepted');
    const forged = accept(reserved as FramedCommit, BOB, { ...known, isSenderRevoked: true });
    expect(forged, 'it is never kept for anything else').toMatchObject({
      problem: { type: '/problems/actor' },
    });
    expect(outcome(reserved, { ...known, kept: keptFor('actor') }), 'its author sends it after all').toBe(
      'accepted',
    );
  });
});
