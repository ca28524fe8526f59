import * as v from 'valibot';
import { Problem } from '../../../shared/sync/problem.ts';
import type { Asked } from '../api.ts';
import type { Network } from '../sync/http-transport.ts';

/** How long to wait for an answer, in milliseconds. */
const ANSWER_TIMEOUT = 30_000;

/** Asks the server at once, for a person who waits for it: nothing is kept for later. */
type AskServer = <S extends v.GenericSchema>(
  path: string,
  schema: S,
  request?: Request,
) => Promise<Asked<v.InferOutput<S>>>;

type Request = { readonly method: 'GET' | 'POST' | 'DELETE'; readonly body?: object };

/** What is answered with a status alone. */
export const NOTHING = v.optional(v.unknown());

export function createAskServer({ fetch, timer }: Pick<Network, 'fetch' | 'timer'>): AskServer {
  return async (path, schema, request) => {
    const { method, body } = request ?? { method: 'GET' };
    let answer: unknown;
    let isDone: boolean;
    const tooLate = new AbortController();
    const inTime = timer.schedule(ANSWER_TIMEOUT, () => tooLate.abort());
    try {
      const response = await fetch(path, {
        method,
        signal: tooLate.signal,
        ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
      const text = await response.text();
      answer = text ? JSON.parse(text) : undefined;
      isDone = response.ok;
    } catch {
      return { kind: 'offline' };
    } finally {
      inTime();
    }
    if (!isDone && v.is(Problem, answer)) return { kind: 'refused', problem: answer };
    const parsed = v.safeParse(schema, answer);
    // A page of a hotel's network, say.
    return isDone && parsed.success ? { kind: 'done', value: parsed.output } : { kind: 'offline' };
  };
}
