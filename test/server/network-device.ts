import type { Commit } from '../../shared/log/commit.ts';
import type { Epoch } from '../../shared/log/ids.ts';
import type { RecordedEvent } from '../../shared/log/recorded-event.ts';
import type { ReceiptOf } from '../../shared/sync/protocol.ts';
import type { ServerProcess } from '../support/server-process.ts';

/** A device that talks over the network. */
export async function enrol(server: ServerProcess, name: string, workspace = 'main') {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  const base = `/api/workspaces/${workspace}`;
  const body = JSON.stringify({ name });
  const response = await fetch(`${server.address}${base}/devices`, { method: 'POST', headers, body });
  headers.cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
  const enrolled = await response.json();
  const { deviceId, actorId } = enrolled;
  let epoch: Epoch = enrolled.epoch;
  let address = server.address;
  return {
    sender: { deviceId, actorId },
    cookie: headers.cookie,
    epoch: (): Epoch => epoch,
    /** As a device does that was told of a restore. */
    goOnIn(next: Epoch) {
      epoch = next;
    },
    moveTo(other: ServerProcess) {
      address = other.address;
    },
    async push(...commits: Commit[]): Promise<ReceiptOf<'accepted'>[]> {
      return (await (await this.tryPush(...commits)).json()).receipts;
    },
    tryPush(...commits: Commit[]): Promise<Response> {
      const request = { protocol: 1, rules: 1, epoch, deviceId, commits };
      const url = `${address}${base}/commits`;
      return fetch(url, { method: 'POST', headers, body: JSON.stringify(request) });
    },
    tryPull: () => fetch(`${address}${base}/events?epoch=${epoch}&after=0`, { headers }),
    async log(): Promise<RecordedEvent[]> {
      const events: RecordedEvent[] = [];
      for (;;) {
        const query = `epoch=${epoch}&after=${events.length}`;
        const url = `${address}${base}/events?${query}`;
        const page = await (await fetch(url, { headers })).json();
        if (page.events.length === 0) return events;
        events.push(...page.events);
      }
    },
    live: (signal: AbortSignal) => fetch(`${address}${base}/live`, { headers, signal }),
  };
}
export type NetworkDevice = Awaited<ReturnType<typeof enrol>>;
