import { residentMegabytes } from '../load/resident-memory.ts';
import { changesBetween } from './changes.ts';
import type { Dump } from './dump.ts';
import { createEveryday } from './everyday.ts';
import { hostileRequest, KINDS } from './hostile-requests.ts';
import { count, createLedger, type Ledger, note, noteUnanswered } from './ledger.ts';
import { flawsOf } from './oracle.ts';
import type { Organisation, Persona } from './organisation.ts';
import { bytesOf, type Draft, draftOf } from './requests.ts';
import { createWire, type Message, type Wire } from './wire.ts';

/** Every so many requests of somebody mean well. */
const EVERYDAY_EVERY = 10;
/** After so much of the requests the server has loaded what it needs. */
const WARM_UP = 0.3;
/** What the process may grow by afterwards, in megabytes: measured are 20 to 60, whatever the number of requests. */
const MOST_GROWTH_MB = 150;

export type Siege = {
  readonly address: string;
  readonly pid: number;
  readonly organisation: Organisation;
  readonly requests: number;
  readonly seed: number;
  /** What neither an answer nor the database may hold. */
  readonly secrets: readonly string[];
  readonly dump: () => Dump | Promise<Dump>;
  /** What the server wrote down of failures of its own. */
  readonly complaints: () => readonly string[];
};

export type SiegeReport = {
  /** In words, each with the index of the request. */
  readonly flaws: readonly string[];
  readonly requests: number;
  readonly everyday: number;
  readonly kinds: ReadonlyMap<string, number>;
  readonly statuses: ReadonlyMap<string, number>;
  readonly outcomes: ReadonlyMap<string, number>;
  readonly seconds: number;
  readonly megabytes: { readonly warm: number; readonly end: number };
};

/** Everybody at the door at once, each with one request after the other; then the database is looked at. */
export async function besiege(siege: Siege): Promise<SiegeReport> {
  const { organisation, dump, pid, requests } = siege;
  const before = await dump();
  const began = performance.now();
  const state: State = {
    ...siege,
    ledger: createLedger((before.get('events') ?? []).length, organisation.personas),
    flaws: [],
    kinds: new Map(KINDS.map((kind) => [kind, 0])),
    statuses: new Map(),
    everyday: 0,
  };
  const part = async (from: number, to: number): Promise<void> => {
    await Promise.all(lanes.map((lane) => walk(lane, { ...state, from, to }, state)));
  };
  const lanes = organisation.personas.map((persona, number) => ({
    persona,
    number,
    wire: createWire(siege.address),
    everyday: createEveryday(persona, organisation),
  }));
  const warmUp = Math.ceil(requests * WARM_UP);
  await part(0, warmUp);
  const warm = memoryOf(pid);
  await part(warmUp, requests);
  for (const { wire } of lanes) wire.close();
  const end = memoryOf(pid);
  if (!(end - warm <= MOST_GROWTH_MB))
    state.flaws.push(`the process grew from ${warm} to ${end} MB, or is gone`);
  state.flaws.push(...siege.complaints());
  const after = await dump();
  state.flaws.push(...changesBetween(before, after, state.ledger), ...secretsIn(after, siege.secrets));
  const { flaws, kinds, statuses, everyday, ledger } = state;
  const seconds = (performance.now() - began) / 1_000;
  return {
    flaws,
    requests,
    everyday,
    kinds,
    statuses,
    outcomes: ledger.outcomes,
    seconds,
    megabytes: { warm, end },
  };
}

type State = Siege & {
  readonly ledger: Ledger;
  readonly flaws: string[];
  readonly kinds: Map<string, number>;
  readonly statuses: Map<string, number>;
  everyday: number;
};
type Lane = {
  readonly persona: Persona;
  readonly number: number;
  readonly wire: Wire;
  readonly everyday: ReturnType<typeof createEveryday>;
};

async function walk(lane: Lane, { from, to }: { from: number; to: number }, state: State): Promise<void> {
  const { organisation, address, seed } = state;
  const { host } = new URL(address);
  const { persona } = lane;
  for (let index = from; index < to; index++) {
    if (index % organisation.personas.length !== lane.number) continue;
    if (Math.floor(index / organisation.personas.length) % EVERYDAY_EVERY === 0) {
      const { asking, wrong } = lane.everyday.next();
      const draft = draftOf(asking, persona, host);
      const message = { bytes: bytesOf(draft), method: draft.method, isWhole: true };
      state.everyday += 1;
      await send(lane, { draft, message, name: `everyday ${index}`, wrong }, state);
    } else {
      const { kind, draft, ...message } = hostileRequest({ organisation, persona, host, seed, index });
      count(state.kinds, kind);
      await send(lane, { draft, message, name: `${kind} ${index}` }, state);
    }
  }
}

type Sending = {
  readonly draft: Draft;
  readonly message: Message;
  readonly name: string;
  readonly wrong?: (answer: Exclude<Awaited<ReturnType<Wire['ask']>>, string>) => string[];
};

async function send(
  { persona, wire }: Lane,
  { draft, message, name, wrong }: Sending,
  state: State,
): Promise<void> {
  const reply = await wire.ask(message).catch((error: Error) => error);
  const say = (flaw: string): unknown => state.flaws.push(`${name} by ${persona.name}: ${flaw}`);
  if (reply instanceof Error) return void say(reply.message);
  for (const flaw of flawsOf(message, reply, state.secrets)) say(flaw);
  if (reply === 'closed') noteUnanswered(state.ledger, draft);
  if (typeof reply === 'string') return count(state.statuses, reply);
  count(state.statuses, String(reply.status));
  try {
    for (const flaw of note(state.ledger, { persona, draft, answer: reply })) say(flaw);
    for (const flaw of wrong?.(reply) ?? []) say(flaw);
  } catch (error) {
    say(`${error} in ${reply.body.slice(0, 200)}`);
  }
}

/** Who reads the database can call with nothing that is in it. */
function secretsIn(dump: Dump, secrets: readonly string[]): string[] {
  const text = JSON.stringify([...dump]);
  return secrets.filter((secret) => text.includes(secret)).map((secret) => `the dump holds ${secret}`);
}

/** NaN for a process that has ended. */
function memoryOf(pid: number): number {
  try {
    return Math.round(residentMegabytes(pid));
  } catch {
    return Number.NaN;
  }
}

export function describeSiege({ requests, everyday, seconds, megabytes, ...counts }: SiegeReport): string {
  const line = (map: ReadonlyMap<string, number>): string =>
    [...map]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([name, times]) => `${name}: ${times}`)
      .join(', ');
  return [
    `${requests} requests in ${seconds.toFixed(1)} s, ${everyday} of them meant well; ${megabytes.warm} MB, then ${megabytes.end} MB`,
    ...[counts.kinds, counts.statuses, counts.outcomes].map((map) => `  ${line(map)}`),
  ].join('\n');
}
