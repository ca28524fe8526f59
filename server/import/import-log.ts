import { canonicalJson } from '../../shared/log/canonical-json.ts';
import type { Epoch, Position, WorkspaceId } from '../../shared/log/ids.ts';
import type { DeviceRegister } from '../access/device-register.ts';
import { hashToken, newToken } from '../access/token.ts';
import { begins } from '../expiry/begins.ts';
import type { EventLog, LogTransaction, NewCommit } from '../log/event-log.ts';
import { type Chance, type Clock, instantOf, newId } from '../running/clock.ts';
import { SettingsProblem } from '../running/settings-problem.ts';
import type { Archive } from './archive.ts';
import { type CheckedLog, checkLog, nextHash } from './check-log.ts';
import { commitsOf } from './export-log.ts';
import type { CommitLine, DeviceLine, KeptLine } from './log-file.ts';
import { readLines } from './read-log-file.ts';

const COMMITS_AT_ONCE = 500;

export type Importing = {
  readonly eventLog: EventLog;
  readonly archive: Archive;
  readonly devices: DeviceRegister;
  readonly clock: Clock;
  readonly chance: Chance;
};

export type Imported = CheckedLog & { readonly wasThere: boolean };

/**
 * The file's log becomes that of an empty workspace, which is made where there is none: all of it in one transaction,
 * with the same ids, versions, positions and receipts. A second time it finds that it is there.
 */
export async function importLog(
  file: string,
  into: WorkspaceId | undefined,
  services: Importing,
): Promise<Imported> {
  const { eventLog, clock, chance } = services;
  const checked = await checkLog(file);
  const { workspace, head } = checked.header;
  const id = into ?? workspace.id;
  const at = instantOf(clock());
  const found = await eventLog.workspace(id);
  if (found && found.head > 0) {
    await mustBeSame(id, checked, services);
    return { ...checked, wasThere: true };
  }
  // A log of another server lives a life of its own here: what happens there from now on does not happen here.
  const epoch = newId(clock, chance) as Epoch;
  if (!found) await eventLog.openWorkspace({ id, name: workspace.name, epoch, at });
  await enrolDevices(file, id, services);
  const wrote = await eventLog.transact(id, (transaction) => write(file, transaction));
  if (!wrote) await mustBeSame(id, checked, services);
  const after = await eventLog.workspace(id);
  if (after?.head !== head) throw new Error(`the log goes to ${after?.head}, not to ${head}`);
  return { ...checked, wasThere: false };
}

/** False when somebody else was faster, or a first attempt was done and nobody heard of it. */
async function write(file: string, transaction: LogTransaction): Promise<boolean> {
  if ((await transaction.workspace()).head > 0) return false;
  let commits: NewCommit[] = [];
  const flush = async (): Promise<void> => {
    await transaction.append(commits);
    commits = [];
  };
  for await (const { line } of readLines(file)) {
    if (line.kind === 'commit') commits.push(newCommit(line));
    if (line.kind === 'kept' || commits.length === COMMITS_AT_ONCE) await flush();
    if (line.kind === 'kept') await keep(line, transaction);
  }
  await flush();
  return true;
}

function newCommit({ events, factsHash, submittedBy, recordedAt, ...line }: CommitLine): NewCommit {
  const { id, deviceSequence, command, submittedFor } = line;
  return {
    // What a commit wrote is said by its events; of the commit itself the log keeps the rest.
    commit: { id, deviceSequence, command, ...(submittedFor && { submittedFor }), writes: [] },
    factsHash,
    submittedBy,
    recordedAt,
    events: events.map(({ streamId, version, event }) => {
      const { id: eventId, type } = event;
      return { id: eventId, type, streamId, version, json: canonicalJson(event), ...begins(event) };
    }),
  };
}

async function keep({ commit, setAside, kind: _, ...kept }: KeptLine, to: LogTransaction): Promise<void> {
  await to.keep({ commit, ...kept });
  if (setAside) await to.settle(commit.id, { kind: 'set-aside', ...setAside });
}

/** By their names the history says who did what. Nobody has their tokens, so none of them can call. */
async function enrolDevices(file: string, id: WorkspaceId, services: Importing): Promise<void> {
  const { devices, clock, chance } = services;
  const known = new Set((await devices.list(id)).map(({ deviceId }) => deviceId));
  const missing: DeviceLine[] = [];
  for await (const { line } of readLines(file))
    if (line.kind === 'device' && !known.has(line.deviceId)) missing.push(line);
  for (const { kind: _, ...device } of missing) {
    const tokenHash = hashToken(newToken(chance));
    await devices.enrol({ ...device, workspaceId: id, tokenHash, sessionId: null });
    await devices.revoke(id, device.deviceId, instantOf(clock()));
  }
}

async function mustBeSame(
  id: WorkspaceId,
  { header, commitsHash }: CheckedLog,
  { archive, eventLog }: Importing,
): Promise<void> {
  const { head } = (await eventLog.workspace(id)) ?? { head: 0 as Position };
  if (head >= header.head && (await hashOf(id, header.head, archive)) === commitsHash) return;
  throw new SettingsProblem(
    `workspace ${id} has a log already, and another one; an import takes an empty one`,
  );
}

async function hashOf(id: WorkspaceId, head: Position, archive: Archive): Promise<string> {
  let hashed = '';
  for await (const commit of commitsOf(id, head, archive)) hashed = nextHash(hashed, commit);
  return hashed;
}
