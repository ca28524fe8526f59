import type { DeviceRegister } from './log/device-register.ts';

const PUT_AWAY = 'daybook-put-away';

/** When a device is put away, the tabs that show it hear of it (`client/page/put-away.ts`): it may be somebody else's turn. */
export function tellingTabs(register: DeviceRegister): DeviceRegister {
  const tabs = new BroadcastChannel(PUT_AWAY);
  return {
    ...register,
    async enter(enrolment) {
      const before = await register.current();
      await register.enter(enrolment);
      if (before && before.deviceId !== enrolment.deviceId) tabs.postMessage(undefined);
    },
    async leave() {
      await register.leave();
      tabs.postMessage(undefined);
    },
    async retire(at) {
      await register.retire(at);
      tabs.postMessage(undefined);
    },
  };
}
