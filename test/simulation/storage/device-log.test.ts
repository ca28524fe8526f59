import { eventLogContract } from '../../support/event-log-contract.ts';
import { createPhone } from './phone.ts';

eventLogContract('The device log over the simulated storage', () => {
  const { disk, openLog } = createPhone();
  return { openTab: openLog, remove: async () => disk.evict() };
});
