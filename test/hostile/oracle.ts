import * as v from 'valibot';
import { Problem } from '../../shared/sync/problem.ts';
import type { Message, Reply } from './wire.ts';

/** What an answer must not show of the server's inside. */
const INSIDE = [
  /\\n\s+at .{1,200}:\d+:\d+/,
  /node:internal|node_modules|\.ts:\d+/,
  /SQLITE_|SqliteError|near ".*": syntax error|UNIQUE constraint/,
  /syntax error at or near|violates .* constraint|relation ".*" |invalid byte sequence|PostgresError/,
  /\b(SELECT|UPDATE|DELETE) .* (FROM|SET|WHERE) |INSERT INTO/,
  /TypeError|RangeError|ReferenceError|BetterAuth|better-auth|APIError/,
];

/** What is wrong with an answer, whatever the request was. `secrets`: what nobody may be told. */
export function flawsOf(
  message: Pick<Message, 'isWhole' | 'method'>,
  reply: Reply,
  secrets: readonly string[],
): string[] {
  if (reply === 'silent') return ['no answer for a minute'];
  if (reply === 'closed') return message.isWhole ? ['the connection ended without an answer'] : [];
  const { status, headers, body } = reply;
  const said = (wanted: string): string => headers.find(([name]) => name === wanted)?.[1] ?? '';
  const flaws: string[] = [];
  if (status >= 500) flaws.push(`status ${status}: ${body.slice(0, 200)}`);
  const text = `${headers.map((header) => header.join(': ')).join('\n')}\n${body}`;
  for (const inside of INSIDE) if (inside.test(text)) flaws.push(`shows ${inside.exec(text)?.[0]}`);
  // A cookie may be given anew: to its own browser, and nowhere else in the answer.
  const shown = text.replaceAll(/^set-cookie: .*$/gm, '');
  for (const secret of secrets) if (shown.includes(secret)) flaws.push(`shows ${secret}`);
  if (/^https?:|^\/\//.test(said('location'))) flaws.push(`sends away to ${said('location')}`);
  if (
    status >= 400 &&
    !isProblem(reply.status, said('content-type'), message.method === 'HEAD' ? undefined : body)
  )
    flaws.push(`${status} is no problem document: ${said('content-type')} ${body.slice(0, 200)}`);
  if (said('x-content-type-options') !== 'nosniff') flaws.push(`${status} without nosniff`);
  return flaws;
}

function isProblem(status: number, type: string, body: string | undefined): boolean {
  if (type !== 'application/problem+json') return false;
  if (body === undefined) return true;
  try {
    return v.parse(Problem, JSON.parse(body)).status === status;
  } catch {
    return false;
  }
}
