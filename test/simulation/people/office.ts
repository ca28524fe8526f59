import type { ActorId, DeviceId } from '../../../shared/log/ids.ts';
import type { Role } from '../../../shared/sync/people.ts';
import type { NamedAccounts } from '../../support/named-accounts.ts';
import { type SimulatedServer, WORKSPACE } from '../server.ts';

/** Who administers the workspace, at a desk beside the server: asks until the server has done it. */
export type Office = {
  /** Something is still to be done. */
  readonly isBusy: boolean;
  /** Admits somebody, or gives them another role. Each says whether there was something to do. */
  admit(user: ActorId, role: Role): Promise<boolean>;
  withdraw(user: ActorId): Promise<boolean>;
  revoke(device: DeviceId): Promise<boolean>;
};

export type OfficeSetting = {
  readonly server: SimulatedServer;
  readonly accounts: NamedAccounts;
  readonly later: (milliseconds: number, name: string, run: () => void) => void;
};

export const ADMINISTRATOR = 'office' as ActorId;
const BASE = `/api/workspaces/${WORKSPACE}`;
/** In milliseconds. */
const TRIES_AGAIN = 2_000;

export function createOffice({ server, accounts, later }: OfficeSetting): Office {
  const session = accounts.begin(ADMINISTRATOR);
  let cookie: string | undefined;
  let busy = 0;

  /** The status where it was answered. */
  async function ask(path: string, method: string, body?: object): Promise<number | undefined> {
    try {
      cookie ??= await enrol();
      const init = {
        method,
        headers: headersOf(`${session}; ${cookie}`),
        ...(body && { body: JSON.stringify(body) }),
      };
      const { status } = await server.request(`${BASE}/${path}`, init);
      // A server that was restored to before it knew this desk.
      if (status === 401) cookie = undefined;
      return status;
    } catch {
      return undefined;
    }
  }

  async function enrol(): Promise<string> {
    const body = JSON.stringify({ name: 'Office' });
    const response = await server.request(`${BASE}/devices`, {
      method: 'POST',
      headers: headersOf(session),
      body,
    });
    if (!response.ok) throw new Error(`the office is answered ${response.status}`);
    return response.headers.get('set-cookie')?.split(';')[0] ?? '';
  }

  async function insist(...question: Parameters<typeof ask>): Promise<boolean> {
    busy += 1;
    for (;;) {
      const status = await ask(...question);
      // 404: it is so already.
      if (status !== undefined && (status < 300 || status === 404)) {
        busy -= 1;
        return status < 300;
      }
      await new Promise<void>((resolve) => later(TRIES_AGAIN, 'the office tries again', resolve));
    }
  }

  return {
    get isBusy() {
      return busy > 0;
    },
    admit: (user, role) => insist('members', 'POST', { email: `${user}@daybook.test`, name: user, role }),
    withdraw: (user) => insist(`members/${user}`, 'DELETE'),
    revoke: (device) => insist(`devices/${device}`, 'DELETE'),
  };
}

function headersOf(cookie: string): Record<string, string> {
  return { 'content-type': 'application/json', cookie };
}
