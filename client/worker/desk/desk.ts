import type { WorkspaceId } from '../../../shared/log/ids.ts';
import {
  Admitted,
  EnrolmentCodeReply,
  ManagedDevices,
  Members,
  SignedIn,
} from '../../../shared/sync/people.ts';
import { problem } from '../../../shared/sync/problem-titles.ts';
import { Receipt } from '../../../shared/sync/protocol.ts';
import { Quarantine, QuarantineCount } from '../../../shared/sync/quarantine.ts';
import { keptRows } from '../../view/quarantine.ts';
import type { Desk } from '../api.ts';
import type { Network } from '../sync/http-transport.ts';
import { createAskServer, NOTHING } from './ask-server.ts';
import { type ReleaseContext, release } from './release.ts';

export type DeskContext = ReleaseContext & {
  readonly workspaceId: WorkspaceId;
  /** Who has chosen does not wait for the next pull to see it. */
  readonly onUsualSession: (usual: string) => void;
};

/** Where people, devices and refused commits are looked after: all is asked of the server, and nothing kept here. */
export function createDesk(context: DeskContext, network: Pick<Network, 'fetch' | 'timer'>): Desk {
  const { replica, workspaceId } = context;
  const ask = createAskServer(network);
  const base = `/api/workspaces/${workspaceId}`;
  const devices = () => ask(`${base}/devices`, ManagedDevices);
  const kept = () => ask(`${base}/quarantine`, Quarantine);
  return {
    who: () => ask('/api/auth/session', SignedIn),
    changePassword: (currentPassword, newPassword) =>
      ask('/api/auth/change-password', NOTHING, post({ currentPassword, newPassword })),
    signOutEverywhere: () => ask('/api/auth/sign-out-everywhere', NOTHING, post({})),
    members: () => ask(`${base}/members`, Members),
    admit: (somebody) => ask(`${base}/members`, Admitted, post(somebody)),
    givePassword: (user, password) => ask(`${base}/members/${user}/password`, NOTHING, post({ password })),
    withdraw: (user) => ask(`${base}/members/${user}`, NOTHING, { method: 'DELETE' }),
    async chooseUsualSession(usual) {
      const asked = await ask(`${base}/usual-session`, NOTHING, post(usual));
      if (asked.kind === 'done') {
        context.onUsualSession(JSON.stringify(usual));
        context.askSync();
      }
      return asked;
    },
    devices,
    revoke: (device) => ask(`${base}/devices/${device}`, NOTHING, { method: 'DELETE' }),
    makeEnrolmentCode: (userId) => ask(`${base}/enrolment-codes`, EnrolmentCodeReply, post({ userId })),
    async quarantine() {
      const [all, known] = await Promise.all([kept(), devices(), replica.whole()]);
      if (all.kind !== 'done') return all;
      if (known.kind !== 'done') return known;
      return { kind: 'done', value: keptRows(all.value, replica.state.recorded, known.value) };
    },
    keptCount: () => ask(`${base}/quarantine/count`, QuarantineCount),
    async release(id, reason) {
      const all = await kept();
      if (all.kind !== 'done') return all;
      const found = all.value.find(({ commitId }) => commitId === id);
      if (!found) return { kind: 'refused', problem: problem('not-found', 404) };
      return release(found.commit, context, (commit) =>
        ask(`${base}/quarantine/${id}`, Receipt, post({ action: 'release', reason, commit })),
      );
    },
    async keepAside(id, reason) {
      const asked = await ask(`${base}/quarantine/${id}`, Receipt, post({ action: 'set-aside', reason }));
      return asked.kind === 'done' ? { kind: 'done', value: undefined } : asked;
    },
  };
}

function post(body: object): { method: 'POST'; body: object } {
  return { method: 'POST', body };
}
