import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Commit } from '../../shared/log/commit.ts';
import type { DeviceId } from '../../shared/log/ids.ts';
import { reserve, schedule } from '../support/commands.ts';
import { type Clerk, createClerk } from '../support/commits.ts';
import { startServer, type TestDevice, type TestServer } from '../support/server.ts';
import { createHearing, type Hearing } from './hearing.ts';
import { createSavedCommits } from './invariants/saved-commits.ts';
import { createServerLog } from './invariants/server-log.ts';
import type { Answer, AnswerHeard } from './link.ts';
import { createAuthority } from './people/authority.ts';
import { WORKSPACE } from './server.ts';

let server: TestServer;
let ada: TestDevice;
let clerk: Clerk;
let hearing: Hearing;
let broken: unknown[];

beforeEach(async () => {
  server = await startServer({ workspaces: [WORKSPACE] });
  ada = await server.enrol('Ada', WORKSPACE);
  clerk = createClerk(ada.sender);
  const saved = createSavedCommits();
  broken = [];
  const check = (checking: () => void): void => {
    try {
      checking();
    } catch (error) {
      broken.push(error);
    }
  };
  const serverLog = createServerLog(ada.epoch, saved);
  hearing = createHearing({
    saved,
    serverLog,
    authority: createAuthority(() => 0),
    coverage: new Map(),
    check,
  });
});
afterEach(() => server.close());

describe('a device was told', () => {
  test('what an answer says that reached it, and no other device was', async () => {
    const commit = clerk.commit(schedule({ A: 3 }));
    const { left, arrived } = ask(commit);
    left(await answerTo(commit));
    expect(hearing.heardBy(ada.deviceId).accepted).toEqual(new Set());
    arrived();
    expect(hearing.heardBy(ada.deviceId).accepted).toEqual(new Set([commit.id]));
    expect(hearing.heardBy('another' as DeviceId).accepted).toEqual(new Set());
  });

  test('what is out, in the same way', async () => {
    const first = clerk.commit(schedule({ A: 3 }));
    await ada.push(first);
    const otherFacts = { ...clerk.commit(reserve('one', { A: 1 })), id: first.id };
    const { left, arrived } = ask(otherFacts);
    left(await answerTo(otherFacts));
    expect(hearing.heardBy(ada.deviceId).out).toEqual(new Set());
    arrived();
    expect(hearing.heardBy(ada.deviceId).out).toContain(otherFacts.id);
  });
});

test('an answer that nobody can read is a fault of whoever gave it, and not of the network', () => {
  const { left } = ask(clerk.commit(schedule({ A: 3 })));
  left({ status: 200, retryAfter: null, body: new TextEncoder().encode('{"epoch":') });
  expect(String(broken.at(-1))).toContain('SyntaxError');
});

function ask(commit: Commit): AnswerHeard {
  const body = JSON.stringify({ commits: [commit] });
  const path = `/api/workspaces/${WORKSPACE}/commits`;
  const { deviceId } = ada;
  return hearing.asked({ path, deviceId, session: '', node: 'server', at: 0, body, original: body });
}

async function answerTo(commit: Commit): Promise<Answer> {
  const response = await ada.tryPush([commit]);
  return { status: response.status, retryAfter: null, body: new Uint8Array(await response.arrayBuffer()) };
}
