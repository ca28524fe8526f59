import { openSampleDevice, sessionsIn } from '../device.ts';
import { median } from '../median.ts';
import type { Row } from '../row.ts';
import { sampleLog } from '../sample-log.ts';

const COMMANDS = 40;
/** Yesterday and today. */
const LIVE_DAYS = 2;

export const row: Row = {
  title: 'a booking on a device whose log has 100,000 events',
  over: 'the same booking where it has 1,000, with the same live sessions',
  unit: 'ms (median of 40 in a round)',
  target: { atMost: 1.2 },
  rounds: 15,
  where: 'worker',
  async prepare() {
    const [long, short] = [100_000, 1_000].map((count) => sampleLog(count, { liveDays: LIVE_DAYS }));
    if (!long || !short) throw new Error('no log');
    const sessions = sessionsIn(short);
    const devices = [await openSampleDevice('long', long), await openSampleDevice('short', short)] as const;
    const round = async (device: (typeof devices)[number], number: number): Promise<number> => {
      const session = sessions.at(-1 - ((number + 1) % sessions.length));
      if (!session) throw new Error('no session');
      const times: number[] = [];
      for (let index = 0; index < COMMANDS; index += 1) times.push(await device.book(session));
      return median(times);
    };
    return {
      ours: (number) => round(devices[0], number),
      bare: (number) => round(devices[1], number),
      async finish() {
        for (const device of devices) device.close();
      },
    };
  },
};
