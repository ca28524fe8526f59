import { describe, expect, test } from 'vitest';
import type { JournalEntry, NewEntry } from '../../client/worker/log/journal.ts';
import { applyEntry, noWork, type Work } from '../../client/worker/state/work.ts';
import type { Commit } from '../../shared/log/commit.ts';
import {
  type CommitId,
  type Epoch,
  localSequence,
  position,
  streamOf,
  streamVersion,
} from '../../shared/log/ids.ts';
import { problem } from '../../shared/sync/problem-titles.ts';
import { actorId, commitId, deviceId, eventId, instant, reservationId, sessionId } from '../support/ids.ts';

const REJECTION = problem('schema', 422);

describe('own work, as the journal tells it', () => {
  test('L5: an accepted commit stays on top until its own events arrive', () => {
    const saved = work(save('booking'));
    expect(stateOf(saved, 'booking')).toBe('pending');
    const accepted = work(save('booking'), accept('booking'));
    expect(stateOf(accepted, 'booking')).toBe('accepted');
    const arrived = work(save('booking'), accept('booking'), pulled('booking'));
    expect(arrived.overlay.size).toBe(0);
  });

  test('C5: with a rejected commit goes, in order, what builds on what it created, and nothing else', () => {
    const after = work(
      save('new', { about: 'ada', creates: true }),
      save('other', { about: 'bob', creates: true }),
      save('change', { about: 'ada' }),
      save('check-in', { about: 'ada' }),
      reject('new'),
    );
    expect([...after.overlay.keys()]).toEqual([commitId('other')]);
    expect([...after.quarantine.keys()]).toEqual(['new', 'change', 'check-in'].map(commitId));
    expect(after.quarantine.get(commitId('change'))?.because).toBe(commitId('new'));
    expect(after.quarantine.get(commitId('new'))?.problem).toEqual(REJECTION);
  });

  test('C5: a rejected change of what was there before takes nothing with it', () => {
    const after = work(
      save('change', { about: 'ada' }),
      save('check-in', { about: 'ada' }),
      reject('change'),
    );
    expect([...after.overlay.keys()]).toEqual([commitId('check-in')]);
  });

  test('C5: when the events of a quarantined commit arrive, what waited for it returns to its place', () => {
    const after = work(
      save('new', { about: 'ada', creates: true }),
      save('other', { about: 'bob', creates: true }),
      save('change', { about: 'ada' }),
      save('later', { about: 'bob' }),
      reject('new'),
      pulled('new'),
    );
    expect([...after.overlay.keys()]).toEqual(['other', 'change', 'later'].map(commitId));
    expect(after.quarantine.size).toBe(0);
  });

  test('C5: what was set aside stays aside', () => {
    const after = work(
      save('new', { about: 'ada', creates: true }),
      save('change', { about: 'ada' }),
      reject('new'),
      { kind: 'set-aside', at: instant(), commitId: commitId('change'), reason: 'wrong guest' },
      pulled('new'),
    );
    expect(after.overlay.size).toBe(0);
    expect(after.quarantine.get(commitId('change'))?.setAside?.reason).toBe('wrong guest');
  });

  test('R3: after a restore what was lost is offered again, first, and own work as if it had never been sent', () => {
    const lost = commit('lost', 'zoe');
    const after = work(save('sent'), save('pending'), accept('sent'), {
      kind: 'epoch-changed',
      at: instant(),
      from: EPOCH,
      to: EPOCH,
      shared: position(3),
      generation: 2,
      offered: [lost],
    });
    expect([...after.overlay.keys()]).toEqual(['lost', 'sent', 'pending'].map(commitId));
    expect([...after.overlay.values()].map((one) => one.state)).toEqual(['pending', 'pending', 'pending']);
  });

  test('an answer to a commit that is gone changes nothing', () => {
    const after = work(
      save('booking'),
      accept('booking'),
      pulled('booking'),
      reject('booking'),
      accept('booking'),
    );
    expect(after.overlay.size + after.quarantine.size).toBe(0);
  });
});

const EPOCH = '00000000-0000-4000-8000-000000000000' as Epoch;

function work(...entries: NewEntry[]): Work {
  return entries.reduce(
    (before, entry, index) =>
      applyEntry(before, { ...entry, sequence: localSequence(index + 1) } as JournalEntry),
    noWork(),
  );
}

function save(name: string, { about = name, creates = false } = {}): NewEntry {
  return {
    kind: 'saved',
    at: instant(),
    commit: commit(name, about),
    creates: creates ? [reservationId(about)] : [],
  };
}

function accept(name: string): NewEntry {
  const receipt = {
    commitId: commitId(name),
    firstPosition: position(1),
    lastPosition: position(1),
    streams: [],
  };
  return {
    kind: 'answered',
    at: instant(),
    answers: [{ ...receipt, outcome: 'accepted', recordedAt: instant() }],
  };
}

function reject(name: string): NewEntry {
  const answer = { commitId: commitId(name), outcome: 'rejected' as const, problem: REJECTION };
  return { kind: 'answered', at: instant(), answers: [answer] };
}

function pulled(...names: string[]): NewEntry {
  const settled = names.map((name) => commitId(name));
  return { kind: 'pulled', at: instant(), epoch: EPOCH, after: position(0), to: position(1), settled };
}

function stateOf({ overlay }: Work, name: string): string | undefined {
  return overlay.get(commitId(name) as CommitId)?.state;
}

function commit(name: string, about: string): Commit {
  const fact = {
    id: eventId(name),
    type: 'GuestCheckedIn',
    schemaVersion: 1,
    data: { reservationId: reservationId(about), guests: 1 },
    meta: {
      occurredAt: instant(),
      actorId: actorId(),
      deviceId: deviceId(),
      causationId: null,
      correlationId: eventId(name),
    },
  };
  const write = { streamId: streamOf(sessionId()), expectedVersion: streamVersion(1), expectedEventId: null };
  return {
    id: commitId(name),
    deviceSequence: 1,
    command: { type: 'CheckInGuest' },
    writes: [{ ...write, facts: [fact], derived: [] }],
  };
}
