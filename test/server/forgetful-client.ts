import { newId } from '../../server/running/clock.ts';
import type { Commit } from '../../shared/log/commit.ts';

// The negative control of the proxy's test: a client that does not know on a retry that it has sent this before.

/** Sends what it sends again as something new: under new ids, and gives the answers the ids that are waited for. */
export function forgetful(send: typeof fetch): typeof fetch {
  const sent = new Set<string>();
  return async (url, init) => {
    if (init?.method !== 'POST') return send(url, init);
    const { commits } = JSON.parse(String(init.body)) as { commits: Commit[] };
    const again = commits.filter(({ id }) => sent.has(id));
    const renamed = again.flatMap(idsOf).map((id) => [id, newRandomId()] as const);
    for (const { id } of commits) sent.add(id);
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
