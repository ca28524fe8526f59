import type { Problem } from '../../shared/sync/problem.ts';
import type { ProblemCode } from '../../shared/sync/problem-code.ts';
import { problem } from '../../shared/sync/problem-titles.ts';

/** A request that cannot be answered as asked: thrown anywhere below a route, answered in one place (RFC 9457). */
export class RequestProblem extends Error {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;

  constructor(what: Problem, headers: Readonly<Record<string, string>> = {}) {
    super(what.title);
    this.name = 'RequestProblem';
    this.problem = what;
    this.headers = headers;
  }
}

/** To be thrown; `more.headers` go on the answer, the other members into the document. */
export function requestProblem(
  code: ProblemCode,
  status: number,
  { headers, ...more }: { headers?: Record<string, string>; detail?: string; [member: string]: unknown } = {},
): RequestProblem {
  return new RequestProblem(problem(code, status, more), headers);
}

export function problemResponse({ problem: what, headers }: RequestProblem): Response {
  return new Response(JSON.stringify(what), {
    status: what.status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  });
}
