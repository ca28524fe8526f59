import type { Random } from '../support/random.ts';
import type { Place, Schedule } from './schedule.ts';

/** The BroadcastChannels of one device. */
export type Channels = {
  open(tab: Place, name: string): SimulatedChannel;
  close(tab: Place): void;
};
export type SimulatedChannel = Pick<BroadcastChannel, 'postMessage' | 'onmessage' | 'close'>;

type Member = {
  readonly tab: Place;
  readonly name: string;
  readonly channel: SimulatedChannel;
  /** When the last message comes to it: a browser delivers them in order. */
  quietAt: number;
};

/** How long a message takes from one tab to another, in milliseconds; now and then a tab is busy. */
const QUICK = 1;
const SLOW = 80;

export function createChannels(schedule: Schedule, chance: Random): Channels {
  const members = new Set<Member>();
  return {
    open(tab, name) {
      const channel: SimulatedChannel = {
        onmessage: null,
        postMessage(data) {
          for (const other of members) {
            if (other.name !== name || other.channel === channel) continue;
            const delay = chance.next() * (chance.chance(0.1) ? SLOW : QUICK);
            other.quietAt = Math.max(other.quietAt, schedule.now + delay);
            schedule.in(other.quietAt - schedule.now, {
              name: 'message',
              at: other.tab,
              run: () => deliver(other.channel, data),
            });
          }
        },
        close: () => void members.delete(member),
      };
      const member = { tab, name, channel, quietAt: 0 };
      members.add(member);
      return channel;
    },
    close(tab) {
      for (const member of members) if (member.tab === tab) members.delete(member);
    },
  };
}

function deliver(channel: SimulatedChannel, data: unknown): void {
  channel.onmessage?.call(channel as BroadcastChannel, { data } as MessageEvent);
}
