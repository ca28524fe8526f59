import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import { CommitId } from '../../shared/log/ids.ts';
import { problem } from '../../shared/sync/problem-titles.ts';
import type { Receipt } from '../../shared/sync/protocol.ts';
import { QuarantineAction, type QuarantineCount } from '../../shared/sync/quarantine.ts';
import type { Caller, Callers } from '../access/caller.ts';
import type { GroupCommit } from '../commits/group-commit.ts';
import { epochChanged } from '../http/epoch.ts';
import { fitting, readJson } from '../http/read-json.ts';
import { requestProblem } from '../http/request-problem.ts';
import { route } from '../http/routes.ts';
import type { EventLog } from '../log/event-log.ts';
import { type Clock, instantOf } from '../running/clock.ts';

export type QuarantineRoutes = {
  readonly eventLog: EventLog;
  readonly callers: Callers;
  readonly commits: GroupCommit;
  readonly clock: Clock;
};

export function quarantineRoutes(app: Hono, services: QuarantineRoutes): void {
  const { eventLog, callers } = services;

  route(app, '/api/workspaces/:workspace/quarantine', {
    async GET(c) {
      const { workspace } = await callers.inWorkspace(c, 'GET quarantine');
      return c.json(await eventLog.quarantine(workspace.id));
    },
  });

  route(app, '/api/workspaces/:workspace/quarantine/count', {
    async GET(c) {
      const { workspace } = await callers.inWorkspace(c, 'GET quarantine/count');
      const waiting = await eventLog.quarantineCount(workspace.id);
      return c.json({ waiting } satisfies QuarantineCount);
    },
  });

  route(app, '/api/workspaces/:workspace/quarantine/:commit', {
    async POST(c) {
      const caller = await callers.inWorkspace(c, 'POST quarantine/:commit');
      const id = commitIdOf(c);
      const asked = fitting(QuarantineAction, await readJson(c.req.raw));
      const receipt =
        asked.action === 'release'
          ? await release(id, asked, caller, services)
          : await setAside(id, asked.reason, caller, services);
      return c.json(receipt);
    },
  });
}

function commitIdOf(c: Context): CommitId {
  const id = v.safeParse(CommitId, c.req.param('commit'));
  if (!id.success) throw requestProblem('not-found', 404);
  return id.output;
}

/** The facts as they were kept, rebased by who releases them and recorded under their name (C5). */
async function release(
  id: CommitId,
  { commit, reason }: Extract<QuarantineAction, { action: 'release' }>,
  { device, workspace }: Caller,
  { eventLog, commits }: QuarantineRoutes,
): Promise<Receipt> {
  if (commit.id !== id) throw requestProblem('malformed', 422, { detail: 'commit: another id' });
  const isThere = await eventLog.transact(workspace.id, async (transaction) => {
    const kept = await transaction.keptCommits([id]);
    return kept.has(id) || (await transaction.recordedCommits([id])).has(id);
  });
  if (!isThere) throw requestProblem('not-found', 404);
  const { actorId, deviceId } = device;
  const pushed = await commits.push({
    workspaceId: workspace.id,
    epoch: workspace.epoch,
    sender: { actorId, deviceId },
    commits: [commit],
    release: { commitId: id, reason },
  });
  if (pushed.kind === 'epoch-changed') throw epochChanged(pushed);
  const [receipt] = pushed.receipts;
  if (!receipt) throw new Error('a release has one receipt');
  return receipt;
}

/** Final: nobody brings this commit in any more. One that is in the log already stays there. */
async function setAside(
  id: CommitId,
  reason: string,
  { device, workspace }: Caller,
  { eventLog, clock }: QuarantineRoutes,
): Promise<Receipt> {
  const { actorId, deviceId } = device;
  const settlement = { at: instantOf(clock()), by: { actorId, deviceId }, reason };
  const receipt = await eventLog.transact(workspace.id, async (transaction): Promise<Receipt | undefined> => {
    const recorded = (await transaction.recordedCommits([id])).get(id);
    if (recorded) return recorded.receipt;
    if (!(await transaction.keptCommits([id])).has(id)) return undefined;
    await transaction.settle(id, { kind: 'set-aside', ...settlement });
    return { commitId: id, outcome: 'rejected', problem: problem('set-aside', 409) };
  });
  if (!receipt) throw requestProblem('not-found', 404);
  return receipt;
}
