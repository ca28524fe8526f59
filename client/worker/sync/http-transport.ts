import * as v from 'valibot';
import type { WorkspaceId } from '../../../shared/log/ids.ts';
import { ManagedDevices, Role } from '../../../shared/sync/people.ts';
import { hasCode, Problem } from '../../../shared/sync/problem.ts';
import type { ProblemCode } from '../../../shared/sync/problem-code.ts';
import {
  EpochChanged,
  LIMITS,
  LiveHint,
  PullReply,
  PushReply,
  SegmentList,
} from '../../../shared/sync/protocol.ts';
import type { Timer } from '../timer.ts';
import type { Answered, CutOff, Failure, LiveListener, Transport } from './transport.ts';

/** How long to wait for an answer, and for a sign of life on the live feed, in milliseconds. */
const ANSWER_TIMEOUT = 30_000;
const SILENCE = 45_000;
/** How long to wait after a feed was refused. */
const REOPEN = 15_000;

/** What the transport stands on: the browser's own, or a test's. */
export type Network = {
  readonly timer: Timer;
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  readonly online: () => boolean;
  readonly openFeed: (path: string) => EventSource;
  readonly sha256: (bytes: Uint8Array<ArrayBuffer>) => Promise<ArrayBuffer>;
};

/** The protocol over `fetch` and server-sent events, on the page's own origin. */
export function createHttpTransport(workspaceId: WorkspaceId, network: Network): Transport {
  const base = `/api/workspaces/${workspaceId}`;
  const ask = <S extends v.GenericSchema>(path: string, schema: S, request: RequestInit = {}) =>
    askJson(network, { path, schema, request });
  return {
    push: (request) => ask(`${base}/commits`, PushReply, { method: 'POST', body: JSON.stringify(request) }),
    pull: (epoch, after) =>
      ask(`${base}/events?epoch=${epoch}&after=${after}&limit=${LIMITS.eventsPerPage}`, PullReply),
    segments: (epoch) => ask(`${base}/segments?epoch=${epoch}`, SegmentList),
    segment: (first, hash) => fetchSegment(network, `${base}/segments/${first}/${hash}`, hash),
    devices: () => ask(`${base}/devices`, ManagedDevices),
    live: (listener) => listen(network, `${base}/live`, listener),
  };
}

type Question<S> = { readonly path: string; readonly schema: S; readonly request: RequestInit };

async function askJson<S extends v.GenericSchema>(
  network: Network,
  { path, schema, request }: Question<S>,
): Promise<Answered<v.InferOutput<S>>> {
  const fetched = await send(network, path, { request, read: readJson });
  if (!fetched.ok) return fetched;
  const parsed = v.safeParse(schema, fetched.value);
  if (parsed.success) return { ...fetched, value: parsed.output };
  return failed({ class: 'later', detail: `${path}: the answer does not have the form it should` });
}

type Exchange<T> = { readonly request: RequestInit; readonly read: (response: Response) => Promise<T> };

/** The answer with its body, all of it in time. */
async function send<T>(network: Network, path: string, { request, read }: Exchange<T>): Promise<Answered<T>> {
  const headers: HeadersInit = request.body ? { 'content-type': 'application/json' } : {};
  const tooLate = new AbortController();
  const inTime = network.timer.schedule(ANSWER_TIMEOUT, () =>
    tooLate.abort(new DOMException('no answer', 'TimeoutError')),
  );
  try {
    const response = await network.fetch(path, { ...request, headers, signal: tooLate.signal });
    if (!response.ok) return failed(await failureOf(path, response));
    const role = response.headers.get('daybook-role');
    const usualSession = response.headers.get('daybook-usual-session');
    return {
      ok: true,
      value: await read(response),
      ...(v.is(Role, role) && { role }),
      ...(usualSession && { usualSession }),
    };
  } catch (error) {
    return failed(unreachable(network, error));
  } finally {
    inTime();
  }
}

/** Undefined for what is no JSON: the page of a hotel's network, say. */
function readJson(response: Response): Promise<unknown> {
  return response.json().catch((error) => {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  });
}

function unreachable(network: Network, error: unknown): Failure {
  if (!network.online()) return { class: 'offline', detail: 'no network' };
  const slow = error instanceof DOMException && error.name === 'TimeoutError';
  return slow
    ? { class: 'later', detail: 'timeout', timedOut: true }
    : { class: 'later', detail: 'unreachable' };
}

const CUT_OFF = ['device-revoked', 'role-withdrawn'] as const satisfies CutOff[];

async function failureOf(path: string, response: Response): Promise<Failure> {
  const body: unknown = await response.json().catch(() => undefined);
  const problem = v.is(Problem, body) ? body : undefined;
  const is = (code: ProblemCode): boolean => problem !== undefined && hasCode(problem, code);
  const detail = problem?.detail ?? problem?.title ?? `status ${response.status}`;
  if (is('epoch-changed')) {
    const change = v.safeParse(EpochChanged, body);
    return change.success
      ? { class: 'epoch-changed', detail, change: change.output }
      : { class: 'later', detail };
  }
  if (is('update-app')) return { class: 'update-app', detail };
  const cutOff = CUT_OFF.find(is);
  if (cutOff) return { class: 'cut-off', detail: cutOff };
  // Without the problem it may as well be a revoked device's, cut on the way.
  if (response.status === 401 && problem)
    return { class: 'sign-in', detail: problem.type.split('/').at(-1) ?? detail };
  // Whoever is signed in is nobody to this workspace (W4). A segment is only gone, and comes with the tail.
  if (is('not-found') && !path.includes('/segments/')) return { class: 'sign-in', detail: 'not-found' };
  if (response.status === 413 || is('too-large') || is('too-many')) return { class: 'too-large', detail };
  if (response.status >= 500 || response.status === 429 || response.status === 408 || !problem) {
    const seconds = Number(response.headers.get('retry-after'));
    return { class: 'later', detail, ...(seconds > 0 && { retryAfter: seconds * 1000 }) };
  }
  return { class: 'permanent', detail };
}

async function fetchSegment(network: Network, path: string, hash: string): Promise<Answered<Uint8Array>> {
  const fetched = await send(network, path, { request: {}, read: (response) => response.arrayBuffer() });
  if (!fetched.ok) return fetched;
  const body = new Uint8Array(fetched.value);
  const digest = new Uint8Array(await network.sha256(body));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex === hash
    ? { ok: true, value: body }
    : failed({ class: 'later', detail: `${path}: damaged on the way` });
}

function failed(failure: Failure): { ok: false; failure: Failure } {
  return { ok: false, failure };
}

/**
 * The browser reconnects a feed by itself, except after an error status; a feed that says nothing, its heartbeat
 * neither, or nothing that can be read, is as good as closed. Both are opened again after a while.
 */
function listen({ openFeed, timer }: Network, path: string, listener: LiveListener): { stop(): void } {
  let source: EventSource;
  let cancel = (): void => undefined;
  const openAgainIn = (milliseconds: number): void => {
    cancel();
    cancel = timer.schedule(milliseconds, open);
  };
  function open(): void {
    source?.close();
    source = openFeed(path);
    openAgainIn(SILENCE);
    source.onopen = () => listener.onOpen();
    source.onmessage = ({ data }) => {
      const hint = hintIn(data);
      if (!hint) return;
      openAgainIn(SILENCE);
      listener.onHint(hint);
    };
    source.onerror = () => {
      listener.onSilence();
      if (source.readyState === source.CLOSED) openAgainIn(REOPEN);
    };
  }
  open();
  return {
    stop() {
      cancel();
      source.close();
    },
  };
}

function hintIn(data: unknown): LiveHint | undefined {
  try {
    return v.parse(LiveHint, JSON.parse(String(data)));
  } catch {
    return undefined;
  }
}
