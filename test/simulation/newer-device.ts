import type { ActorId, DeviceId } from '../../shared/log/ids.ts';

/** Whoever works with a version of the app that this world has not got. */
export const NEWER = { actorId: 'newer' as ActorId, deviceId: 'newer' as DeviceId };
