import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../shared/log/canonical-json.ts';
import { replay } from '../../shared/log/replay.ts';
import { packSession, unpackSession } from '../../shared/log/session-snapshot.ts';
import { cancel, GUEST, join, prioritise, reserve, schedule } from '../support/commands.ts';
import { given } from '../support/given.ts';
import { sessionId } from '../support/ids.ts';

const story = given(
  schedule({ B: 1, A: 3 }),
  reserve('Ada', { B: 1, A: 1 }, { guest: GUEST }),
  reserve('Ada', { A: 9 }),
  join('Bob', { A: 5 }),
  prioritise('Bob', 3),
  reserve('Cleo', { A: 1 }),
  cancel('Cleo'),
);

describe('a snapshot of a session (L6)', () => {
  const session = story.book.session(sessionId());
  if (!session) throw new Error('there is no session');

  test('survives JSON and comes back the same', () => {
    const packed = packSession(session);
    const again = unpackSession(JSON.parse(JSON.stringify(packed)));
    expect(again).toEqual({ ...session, commit: null });
    expect(canonicalJson(packSession(again))).toBe(canonicalJson(packed));
  });

  test('holds nothing that JSON would lose', () => {
    const packed = packSession(session);
    expect(JSON.parse(JSON.stringify(packed))).toEqual(packed);
    expect(packed).not.toHaveProperty('commit');
  });

  test('what is folded afterwards leaves it as it was', () => {
    const packed = packSession(session);
    const before = canonicalJson(packed);
    story.when(cancel('Ada'));
    expect(canonicalJson(packed)).toBe(before);
  });
});

test('an event that is folded already changes nothing (R4)', () => {
  const once = replay(story.log);
  const before = canonicalJson([...once.sessions.values()].map(packSession));
  replay(story.log, once);
  expect(canonicalJson([...once.sessions.values()].map(packSession))).toBe(before);
});
