import type { DeviceRegister } from '../../../server/access/device-register.ts';
import type { Members } from '../../../server/access/members.ts';
import type { Accounts } from '../../../server/accounts/accounts.ts';
import type { Deadline } from '../../../server/log/event-log.ts';
import type { ActorId, CommitId, DeviceId } from '../../../shared/log/ids.ts';
import { uuidV5 } from '../../../shared/log/uuid.ts';
import type { Listener } from '../link.ts';
import type { Committed } from './node.ts';

/** Who saw which node do what: so that a run can say how often one node had to know of the other's doing. */
export type Witness = {
  /** The ports of one node, listened to. */
  members(port: Members, node: string): Members;
  devices(port: DeviceRegister, node: string): DeviceRegister;
  accounts(port: Accounts, node: string): Accounts;
  committed(committed: Committed): void;
  /** It saw to it that these are over. */
  expired(deadlines: readonly Deadline[], node: string): void;
  answered(listener: Listener, status: number): void;
  /** It listens to a node, which tells it how far the log goes. */
  listens(listener: Listener): void;
  told(listener: Listener, head: number): void;
  /** `byServer`: the node did it. */
  ended(listener: Listener, byServer: boolean): void;
};

/** What the witness notes: each happens with two nodes alone. */
export const SEEN_OF_NODES = [
  'answered by another node than before',
  'answered by another node than the feed is of',
  'told of a commit of the other node',
  'ended by the other node first',
  'cut off by one node, refused by the other',
  'cut off by one node, its feed ended by the other',
] as const;
type Seen = (typeof SEEN_OF_NODES)[number];

export function createWitness(
  note: (what: Seen) => void,
  ownerOf: (device: DeviceId) => ActorId | undefined,
): Witness {
  const answeredBy = new Map<DeviceId, string>();
  const listensTo = new Map<DeviceId, string>();
  /** By device, person or session. */
  const cutOffBy = new Map<string, string>();
  const recordedBy = new Map<CommitId, string>();
  const headBy = new Map<number, string>();

  function isCutOffByOther({ deviceId, session, node }: Listener): boolean {
    const keys = [deviceId, ownerOf(deviceId), session];
    return keys.some((key) => key !== undefined && (cutOffBy.get(key) ?? node) !== node);
  }

  return {
    members: (port, node) => ({
      ...port,
      grant(member) {
        cutOffBy.delete(member.userId);
        return port.grant(member);
      },
      withdraw(workspace, user) {
        cutOffBy.set(user, node);
        return port.withdraw(workspace, user);
      },
    }),
    devices: (port, node) => ({
      ...port,
      revoke(workspace, device, at) {
        cutOffBy.set(device, node);
        return port.revoke(workspace, device, at);
      },
    }),
    accounts: (port, node) => ({
      ...port,
      endSession(id) {
        cutOffBy.set(`session=${id}`, node);
        return port.endSession(id);
      },
    }),
    committed({ node, recorded }) {
      for (const { commitId, lastPosition } of recorded) {
        recordedBy.set(commitId, node);
        headBy.set(lastPosition, node);
      }
    },
    expired(deadlines, node) {
      for (const { startedBy, kind } of deadlines) {
        const by = recordedBy.get(uuidV5(startedBy, kind) as CommitId);
        if ((by ?? node) !== node) note('ended by the other node first');
      }
    },
    answered(listener, status) {
      const { deviceId, node } = listener;
      if ((answeredBy.get(deviceId) ?? node) !== node) note('answered by another node than before');
      if ((listensTo.get(deviceId) ?? node) !== node) note('answered by another node than the feed is of');
      answeredBy.set(deviceId, node);
      if (REFUSED.has(status) && isCutOffByOther(listener)) note('cut off by one node, refused by the other');
    },
    listens: ({ deviceId, node }) => void listensTo.set(deviceId, node),
    told({ node }, head) {
      if ((headBy.get(head) ?? node) !== node) note('told of a commit of the other node');
    },
    ended(listener, byServer) {
      listensTo.delete(listener.deviceId);
      if (byServer && isCutOffByOther(listener)) note('cut off by one node, its feed ended by the other');
    },
  };
}

const REFUSED: ReadonlySet<number> = new Set([401, 403]);
