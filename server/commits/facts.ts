import { hash } from 'node:crypto';
import * as v from 'valibot';
import { eventData, isKnownType, SCHEMA_VERSION } from '../../shared/booking/events.ts';
import { canonicalJson } from '../../shared/log/canonical-json.ts';
import { Commit, FACTS_LIMIT, factsOf } from '../../shared/log/commit.ts';
import { type AnyEvent, EventMeta } from '../../shared/log/recorded-event.ts';
import { uuidVersion } from '../../shared/log/uuid.ts';
import type { Problem } from '../../shared/sync/problem.ts';
import { problem } from '../../shared/sync/problem-titles.ts';
import type { FramedCommit } from './push.ts';

/** Longest `command` that is kept as evidence, as JSON. */
const COMMAND_LIMIT_CHARACTERS = 32_768;

/** A commit whose frame is whole. `factTexts`: its facts as canonical JSON, exactly as they came. */
export type ReadCommit = {
  readonly commit: Commit;
  readonly factTexts: readonly string[];
  readonly factsHash: string;
};

/** The commit that was sent, or what is wrong with its form. */
export function readCommit(framed: FramedCommit): ReadCommit | { readonly malformed: string } {
  const parsed = v.safeParse(Commit, framed);
  if (!parsed.success) return { malformed: describeIssue(parsed.issues[0]) };
  const commit = parsed.output;
  // The schemas leave out members such as `__proto__`; what is hashed and compared is what came.
  const received = factsOf(framed as unknown as Commit);
  if (received.length > FACTS_LIMIT) return { malformed: `more than ${FACTS_LIMIT} facts` };
  const streams = commit.writes.map((write) => write.streamId);
  if (new Set(streams).size < streams.length) return { malformed: 'a stream is written to twice' };
  if (JSON.stringify(commit.command).length > COMMAND_LIMIT_CHARACTERS)
    return { malformed: 'the command is too long' };
  try {
    const factTexts = received.map(({ event }) => canonicalJson(event));
    return { commit, factTexts, factsHash: hashFacts(streamsOf(received), factTexts) };
  } catch {
    return { malformed: 'a text that no log can keep' };
  }
}

const streamsOf = (facts: readonly { streamId: string }[]): string[] => facts.map(({ streamId }) => streamId);

/** SHA-256 over the canonical JSON of `[{ event, streamId }, …]` (P3). */
export function hashFacts(streams: readonly string[], factTexts: readonly string[]): string {
  const members = factTexts.map((text, index) => `{"event":${text},"streamId":"${streams[index]}"}`);
  return hash('sha256', `[${members.join(',')}]`);
}

/** A type, or a version of it, that this server does not know yet. */
export function unsupportedFact({ commit }: ReadCommit): Problem | undefined {
  for (const { event } of factsOf(commit)) {
    if (!isKnown(event))
      return problem('type-unknown', 422, { detail: `${event.type}, version ${event.schemaVersion}` });
  }
  return undefined;
}

function isKnown({ type, schemaVersion }: AnyEvent): boolean {
  return isKnownType(type) && schemaVersion <= SCHEMA_VERSION;
}

/** What in the facts of known types does not fit its schema, member for member (P6). */
export function misshapenFact(read: ReadCommit): Problem | undefined {
  const { commit, factTexts } = read;
  const misnamed = misnamedFact(read);
  if (misnamed) return misnamed;
  for (const [index, { event }] of factsOf(commit).entries()) {
    const issue = isKnown(event) ? misfit(event, factTexts[index] ?? '') : undefined;
    if (issue) return problem('schema', 422, { detail: issue, eventId: event.id });
  }
  return undefined;
}

/**
 * What a person's action made has ids of version 7: by them devices tell facts from what followed when they offer a
 * restored server what it lost (R3). What the server itself causes is named by what caused it (P8).
 */
function misnamedFact({ commit }: ReadCommit): Problem | undefined {
  const made = factsOf(commit).filter(({ event }) => event.meta.actorId !== 'system');
  if (made.length > 0 && uuidVersion(commit.id) !== 7)
    return problem('schema', 422, { detail: 'id: expected a UUIDv7' });
  const misnamed = made.find(({ event }) => uuidVersion(event.id) !== 7);
  return (
    misnamed &&
    problem('schema', 422, {
      detail: `${misnamed.event.type}: id: expected a UUIDv7`,
      eventId: misnamed.event.id,
    })
  );
}

const Frame = { id: v.string(), type: v.string(), schemaVersion: v.number(), meta: EventMeta };
const KNOWN_EVENTS = new Map(
  Object.entries(eventData).map(([type, data]) => [type, v.strictObject({ ...Frame, data })]),
);

/** Why an event of a type that is known does not fit it, in words; `text` is its canonical JSON. */
export function misfit(event: AnyEvent, text: string): string | undefined {
  const schema = KNOWN_EVENTS.get(event.type);
  const parsed = schema && v.safeParse(schema, event);
  if (!parsed?.success) return `${event.type}: ${describeIssue(parsed?.issues[0])}`;
  return canonicalJson(parsed.output) === text ? undefined : `${event.type}: a member that it does not have`;
}

/** Where and what, without the value. */
export function describeIssue(issue: v.BaseIssue<unknown> | undefined): string {
  const path = issue?.path?.map((step) => String(step.key)).join('.') ?? '';
  return `${path && `${path}: `}expected ${issue?.expected ?? 'another form'}`.slice(0, 300);
}
