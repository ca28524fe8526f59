// The server as it is, on a log in memory that nothing survives: what the database costs is the difference.
import type { Device, DeviceRegister } from '../../server/access/device-register.ts';
import type { Members } from '../../server/access/members.ts';
import { OPEN_HOUSE } from '../../server/accounts/open-house.ts';
import { createApp } from '../../server/app.ts';
import type { EventLog, LogTransaction, NewCommit, RecordedCommit } from '../../server/log/event-log.ts';
import { placedJson, recordedJson } from '../../server/log/recorded-json.ts';
import { instantOf, newId } from '../../server/running/clock.ts';
import { listen } from '../../server/running/listen.ts';
import { SYSTEM_TIMER } from '../../server/running/timer.ts';
import {
  type CommitId,
  type Epoch,
  type EventId,
  type Position,
  position,
  type StreamId,
  streamVersion,
  type WorkspaceId,
} from '../../shared/log/ids.ts';
import type { ReceiptOf } from '../../shared/sync/protocol.ts';

const ID = 'main' as WorkspaceId;
const chance = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes));
const epoch = newId(Date.now, chance) as Epoch;
const ALL_PLANNERS: Members = {
  role: async () => 'planner',
  of: async () => [],
  list: async () => [],
  grant: async () => 'done',
  withdraw: async () => 'no-member',
  appointFirst: async () => false,
};
const adapters = {
  ...{ eventLog: logInMemory(), devices: devicesInMemory(), members: ALL_PLANNERS, accounts: OPEN_HOUSE },
  ...{ clock: Date.now, chance },
};
const { app } = createApp({
  ...adapters,
  timer: SYSTEM_TIMER,
  hosts: 'any',
  log: (entry) => process.stderr.write(`${JSON.stringify(entry)}\n`),
});
const { address } = await listen(app, { host: '127.0.0.1', port: 0 });
process.stdout.write(`Daybook without a database listens on ${address}\n`);

function logInMemory(): EventLog {
  const memory = createMemory();
  const { workspace, events, commitAt } = memory;
  let last: Promise<unknown> = Promise.resolve();
  return {
    openWorkspace: async () => undefined,
    workspace: async () => workspace(),
    workspaces: async () => [workspace()],
    chooseUsualSession: async () => undefined,
    startEpoch: async () => undefined,
    transact(_, work) {
      const done = last.then(() => work(memory.transaction));
      last = done.catch(() => undefined);
      return done;
    },
    events: async (_, range) => events(range),
    commitAt: async (_, at) => commitAt(at),
    segments: async () => [],
    segmentBody: async () => undefined,
    addSegment: async () => undefined,
    quarantine: async () => [],
    quarantineCount: async () => 0,
    overdue: async () => [],
  };
}

type Stored = { readonly json: string; readonly first: Position; readonly last: Position };

function createMemory() {
  const log: Stored[] = [];
  const commits = new Map<CommitId, RecordedCommit>();
  const eventIds = new Set<EventId>();
  const streams = new Map<StreamId, string[]>();
  const workspace = () => ({
    ...{ id: ID, name: 'Main', epoch, head: position(log.length) },
    epochs: [{ epoch, after: position(0) }],
  });

  function append({ commit, factsHash, events, submittedBy, recordedAt }: NewCommit): ReceiptOf<'accepted'> {
    const first = position(log.length + 1);
    const end = position(log.length + events.length);
    for (const { id, json, streamId, version } of events) {
      const frame = {
        ...{ stream: streamId, version, position: log.length + 1, commit_id: commit.id },
        ...{ recorded_at: recordedAt, actor_id: submittedBy.actorId, device_id: submittedBy.deviceId },
      };
      log.push({ json: recordedJson(ID, json, frame), first, last: end });
      eventIds.add(id);
      const stream = streams.get(streamId) ?? [];
      stream.push(placedJson(json, frame));
      streams.set(streamId, stream);
    }
    const versions = new Map(events.map(({ streamId, version }) => [streamId, version]));
    const receipt: ReceiptOf<'accepted'> = {
      ...{ commitId: commit.id, outcome: 'accepted', firstPosition: first, lastPosition: end, recordedAt },
      streams: [...versions].map(([streamId, version]) => ({ streamId, version })),
    };
    commits.set(commit.id, { factsHash, receipt });
    return receipt;
  }

  const transaction: LogTransaction = {
    workspace: async () => workspace(),
    recordedCommits: async (ids) =>
      new Map(
        ids.flatMap((id) => {
          const found = commits.get(id);
          return found ? [[id, found] as const] : [];
        }),
      ),
    recordedEventIds: async (ids) => new Set(ids.filter((id) => eventIds.has(id))),
    streams: async (places) =>
      places.flatMap(({ streamId, after }) =>
        (streams.get(streamId) ?? []).slice(streamVersion(after)).map((text) => JSON.parse(text)),
      ),
    stream: async () => [],
    devices: async () => new Map(),
    roles: async (users) => new Map(users.map((user) => [user, 'planner'])),
    keptCommits: async () => new Map(),
    keptCreations: async () => new Map(),
    keptBy: async () => 0,
    append: async (all) => all.map(append),
    dropDeadlines: async () => undefined,
    keep: async () => undefined,
    settle: async () => undefined,
    countAccepted: async () => undefined,
  };
  return {
    transaction,
    workspace,
    events: ({ after, upTo }: { after: Position; upTo: Position }) =>
      log.slice(after, upTo).map(({ json }) => json),
    commitAt(at: Position) {
      const found = log[at - 1];
      return found && { first: found.first, last: found.last };
    },
  };
}

function devicesInMemory(): DeviceRegister {
  const byToken = new Map<string, Device>();
  return {
    async enrol({ tokenHash, ...device }) {
      const lastContactAt = instantOf(Date.now());
      const fresh = { lastContactAt, commitsAccepted: 0, revokedAt: null, appVersion: null };
      byToken.set(tokenHash, { ...device, ...fresh });
      return 'done';
    },
    byToken: async (tokenHash) => byToken.get(tokenHash),
    byId: async (_, id) => [...byToken.values()].find(({ deviceId }) => deviceId === id),
    list: async () => [...byToken.values()],
    revoke: async () => false,
    contacted: async () => undefined,
  };
}
