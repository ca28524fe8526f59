import * as v from 'valibot';
import type { WorkspaceId } from '../../../shared/log/ids.ts';
import { codeOf, Problem } from '../../../shared/sync/problem.ts';
import {
  Devices,
  EpochChanged,
  LIMITS,
  LiveHint,
  PullReply,
  PushReply,
  SegmentList,
} from '../../../shared/sync/protocol.ts';
import type { Answered, Failure, LiveListener, Transport } from './transport.ts';

/** How long to wait for an answer, and for a sign of life on the live feed, in milliseconds. */
const ANSWER_TIMEOUT = 30_000;
const SILENCE = 45_000;
/** How long to wait after a feed was refused. */
const REOPEN = 15_000;

/** What the transport stands on: the browser's own, or a test's. */
export type Network = {
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  readonly online: () => boolean;
  readonly openFeed: (path: string) => EventSource;
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
    devices: () => ask(`${base}/devices`, Devices),
    live: (listener) => listen(() => network.openFeed(`${base}/live`), listener),
  };
}

type Question<S> = { readonly path: string; readonly schema: S; readonly request: RequestInit };

async function askJson<S extends v.GenericSchema>(
  network: Network,
  { path, schema, request }: Question<S>,
): Promise<Answered<v.InferOutput<S>>> {
  const fetched = await send(network, path, request);
  if (!fetched.ok) return fetched;
  const parsed = v.safeParse(schema, await fetched.value.json().catch(() => undefined));
  if (parsed.success) return { ok: true, value: parsed.output };
  return failed({ class: 'later', detail: `${path}: the answer does not have the form it should` });
}

async function send(network: Network, path: string, request: RequestInit): Promise<Answered<Response>> {
  const headers: HeadersInit = request.body ? { 'content-type': 'application/json' } : {};
  try {
    const response = await network.fetch(path, {
      ...request,
      headers,
      signal: AbortSignal.timeout(ANSWER_TIMEOUT),
    });
    return response.ok ? { ok: true, value: response } : failed(await failureOf(response));
  } catch (error) {
    return failed(unreachable(network, error));
  }
}

function unreachable(network: Network, error: unknown): Failure {
  if (!network.online()) return { class: 'offline', detail: 'no network' };
  const slow = error instanceof DOMException && error.name === 'TimeoutError';
  return slow
    ? { class: 'later', detail: 'timeout', timedOut: true }
    : { class: 'later', detail: 'unreachable' };
}

async function failureOf(response: Response): Promise<Failure> {
  const body: unknown = await response.json().catch(() => undefined);
  const problem = v.is(Problem, body) ? body : undefined;
  const code = problem && codeOf(problem);
  const detail = problem?.detail ?? problem?.title ?? `status ${response.status}`;
  if (code === 'epoch-changed') {
    const change = v.safeParse(EpochChanged, body);
    return change.success
      ? { class: 'epoch-changed', detail, change: change.output }
      : { class: 'later', detail };
  }
  if (code === 'update-app') return { class: 'update-app', detail };
  if (response.status === 401) return { class: 'sign-in', detail };
  if (response.status === 413 || code === 'too-large' || code === 'too-many')
    return { class: 'too-large', detail };
  if (response.status >= 500 || response.status === 429 || response.status === 408 || !problem) {
    const seconds = Number(response.headers.get('retry-after'));
    return { class: 'later', detail, ...(seconds > 0 && { retryAfter: seconds * 1000 }) };
  }
  return { class: 'permanent', detail };
}

async function fetchSegment(network: Network, path: string, hash: string): Promise<Answered<Uint8Array>> {
  const fetched = await send(network, path, {});
  if (!fetched.ok) return fetched;
  try {
    const body = new Uint8Array(await fetched.value.arrayBuffer());
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', body));
    const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
    return hex === hash
      ? { ok: true, value: body }
      : failed({ class: 'later', detail: `${path}: damaged on the way` });
  } catch (error) {
    return failed(unreachable(network, error));
  }
}

function failed(failure: Failure): { ok: false; failure: Failure } {
  return { ok: false, failure };
}

/**
 * The browser reconnects a feed by itself, except after an error status; a feed that says nothing, its heartbeat
 * neither, is as good as closed. Both are opened again after a while.
 */
function listen(openFeed: () => EventSource, listener: LiveListener): { stop(): void } {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const openAgainIn = (milliseconds: number): void => {
    clearTimeout(timer);
    timer = setTimeout(open, milliseconds);
  };
  function open(): void {
    source?.close();
    source = openFeed();
    openAgainIn(SILENCE);
    source.onopen = () => listener.onOpen();
    source.onmessage = ({ data }) => {
      openAgainIn(SILENCE);
      const hint = v.safeParse(LiveHint, JSON.parse(String(data)));
      if (hint.success) listener.onHint(hint.output);
    };
    source.onerror = () => {
      listener.onSilence();
      if (source.readyState === source.CLOSED) openAgainIn(REOPEN);
    };
  }
  open();
  return {
    stop() {
      clearTimeout(timer);
      source.close();
    },
  };
}
