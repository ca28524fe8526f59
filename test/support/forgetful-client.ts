import { newId } from '../../server/running/clock.ts';
import type { Commit } from '../../shared/log/commit.ts';

// A negative control of tests with a network that loses answers: a client that names what it sends when it sends it.

/** Sends everything under new ids, also what it sends again, and gives the answers the ids that are waited for. */
export function forgetful(send: typeof fetch): typeof fetch {
  return async (url, init) => {
    if (init?.method !== 'POST') return send(url, init);
    const { commits } = JSON.parse(String(init.body)) as { commits: Commit[] };
    const renamed = commits.flatMap(idsOf).map((id) => [id, newRandomId()] as const);
    const body = renamed.reduce((text, [old, id]) => text.replaceAll(old, id), String(init.body));
    const answer = await send(url, { ...init, body });
    const text = renamed.reduce((from, [old, id]) => from.replaceAll(id, old), await answer.text());
    return new Response(text, { status: answer.status, headers: { 'content-type': 'application/json' } });
  };
}

function idsOf({ id, writes }: Commit): string[] {
  return [id, ...writes.flatMap(({ facts }) => facts.map((fact) => fact.id))];
}

function newRandomId(): string {
  return newId(Date.now, (bytes) => crypto.getRandomValues(new Uint8Array(bytes)));
}
