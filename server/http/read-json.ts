import * as v from 'valibot';
import { LIMITS } from '../../shared/sync/protocol.ts';
import { describeIssue } from '../commits/facts.ts';
import { RequestProblem, requestProblem } from './request-problem.ts';

/** The body as JSON within the limits of one request (P7), or a problem. */
export async function readJson(request: Request): Promise<unknown> {
  mustBeJson(request);
  const text = decode(await readBytes(request).catch(brokenOff));
  if (depthOf(text) > LIMITS.requestDepth)
    throw requestProblem('too-deep', 422, { detail: `more than ${LIMITS.requestDepth} levels` });
  try {
    return JSON.parse(text);
  } catch {
    throw requestProblem('malformed', 400, { detail: 'not well-formed JSON' });
  }
}

export function mustBeJson({ headers }: Request): void {
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw requestProblem('not-json', 415);
}

/** A value that fits its schema, or a problem that says where it does not. */
export function fitting<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  throw requestProblem('malformed', 422, { detail: describeIssue(parsed.issues[0]) });
}

const TOO_LARGE = (): Error =>
  requestProblem('too-large', 413, { detail: `more than ${LIMITS.requestBytes} bytes` });

/** Never holds more than the limit, whatever length was announced. */
async function readBytes(request: Request): Promise<Uint8Array> {
  const announced = Number(request.headers.get('content-length') ?? Number.NaN);
  if (announced > LIMITS.requestBytes) throw TOO_LARGE();
  if (announced >= 0) return new Uint8Array(await request.arrayBuffer());
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.length;
    if (bytes > LIMITS.requestBytes) throw TOO_LARGE();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Whoever sent it is gone, mostly; it is no failure of the server. */
function brokenOff(error: unknown): never {
  throw error instanceof RequestProblem
    ? error
    : requestProblem('malformed', 400, { detail: 'the body broke off' });
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw requestProblem('malformed', 400, { detail: 'not UTF-8' });
  }
}

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const [OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d];

/** How deeply brackets nest outside of strings. Looked at before parsing, so that nothing deep is ever built. */
export function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let index = 0; index < json.length; index++) {
    const code = json.charCodeAt(index);
    if (inString) {
      if (code === BACKSLASH) index++;
      else if (code === QUOTE) inString = false;
    } else if (code === QUOTE) inString = true;
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) deepest = Math.max(deepest, ++depth);
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth--;
  }
  return deepest;
}
