import type { Persona } from './organisation.ts';

/** A request before it becomes bytes: everything of it can still be spoilt. */
export type Draft = {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly Header[];
  readonly body?: Buffer | undefined;
};
export type Header = readonly [name: string, value: string];

/** One that is all right, but for what is done to it afterwards. `value`: what its body is as JSON. */
export type Asking = { readonly method: string; readonly target: string; readonly value?: unknown };

export function draftOf({ method, target, value }: Asking, { cookie }: Persona, host: string): Draft {
  const body = value === undefined ? undefined : Buffer.from(JSON.stringify(value));
  return {
    method,
    target,
    headers: [
      ['Host', host],
      ['Origin', `http://${host}`],
      ...(cookie ? [['Cookie', cookie] as const] : []),
      ...(body ? [['Content-Type', 'application/json'] as const] : []),
    ],
    body,
  };
}

/** The length of the body is said unless the headers say something else already. */
export function bytesOf({ method, target, headers, body }: Draft): Buffer {
  const isFramed = headers.some(([name]) => /^(content-length|transfer-encoding)$/i.test(name));
  const length: Header[] = isFramed || body === undefined ? [] : [['Content-Length', String(body.length)]];
  const lines = [...headers, ...length].map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const head = Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines}\r\n`, 'latin1');
  return body ? Buffer.concat([head, body]) : head;
}

export function withHeader(draft: Draft, name: string, ...values: string[]): Draft {
  const others = draft.headers.filter(([other]) => other.toLowerCase() !== name.toLowerCase());
  return { ...draft, headers: [...others, ...values.map((value) => [name, value] as const)] };
}
