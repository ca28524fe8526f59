import type { DeviceRegister } from '../../../server/access/device-register.ts';
import type { Members } from '../../../server/access/members.ts';
import type { Listening, Looked } from '../../../server/live/other-nodes.ts';
import type { EventLog } from '../../../server/log/event-log.ts';

type Ports = {
  readonly eventLog: Pick<EventLog, 'workspace'>;
  readonly devices: Pick<DeviceRegister, 'list'>;
  readonly members: Pick<Members, 'list'>;
};

/** What a node sees of the others' work when it looks, as it would ask PostgreSQL. */
export async function look(ports: Ports, listening: readonly Listening[]): Promise<Looked> {
  const ids = [...new Set(listening.map(({ workspace }) => workspace))];
  const workspaces = await Promise.all(ids.map(ports.eventLog.workspace));
  const devices = (await Promise.all(ids.map(ports.devices.list))).flat();
  const members = (await Promise.all(ids.map(ports.members.list))).flat();
  const known = new Map(devices.map((device) => [device.deviceId, device]));
  const people = new Set(members.map(({ workspaceId, userId }) => `${workspaceId} ${userId}`));
  return {
    logEnds: workspaces.flatMap((found) =>
      found ? [{ workspace: found.id, epoch: found.epoch, head: found.head }] : [],
    ),
    cutOff: listening.flatMap(({ workspace, device }) => {
      const found = known.get(device);
      const isOut = found && (found.revokedAt !== null || !people.has(`${workspace} ${found.actorId}`));
      return isOut ? [device] : [];
    }),
  };
}
