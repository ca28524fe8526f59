import type { Random } from '../support/random.ts';
import type { Chances } from './chances.ts';
import type { Weather } from './link.ts';

/** What kind of world a seed makes: how many devices, how bad the network, which faults. */
export type Profile = {
  /** Of the server: one, or two on one database. */
  readonly nodes: number;
  readonly devices: number;
  readonly sessions: number;
  readonly capacity: number;
  /** So many events are in the book before anybody comes: first downloads take segments. */
  readonly bigBook: boolean;
  readonly weather: Weather;
  /** Milliseconds from one thing that people or fate do to the next, on average; now and then a long quiet time. */
  readonly gap: number;
  /** Most milliseconds of one step of a device's storage. */
  readonly storageDelay: number;
  readonly faults: readonly string[];
  /** Of all that happens, how much is a fault. */
  readonly faultShare: number;
};

const BIG_BOOKS = 0.13;

/** How many worlds have a server of two nodes. */
const TWO_NODES = 0.35;
/** Once more of it where one node has to hear from the other whom it lets in. */
const CUTS_OFF = ['member-withdrawn', 'device-revoked'];

/** `faults`: all that there are; a world has some of them. */
export function drawProfile(chances: Chances, faults: readonly string[]): Profile {
  const chance = chances.of('profile');
  const calm = chance.chance(0.1);
  const nodes = chances.of('nodes').chance(TWO_NODES) ? 2 : 1;
  return {
    nodes,
    devices: chance.chance(0.7) ? chance.whole(2, 3) : chance.whole(4, 8),
    sessions: chance.whole(1, 4),
    capacity: chance.whole(2, 9),
    bigBook: chance.chance(BIG_BOOKS),
    weather: calm ? CALM : drawWeather(chance),
    gap: chance.pick([60, 200, 600]),
    storageDelay: chance.pick([0.2, 2, 20]),
    faults: calm ? [] : [...faults.filter(() => chance.chance(0.35)), ...(nodes > 1 ? CUTS_OFF : [])],
    faultShare: chance.pick([0.15, 0.3, 0.45]),
  };
}

const CALM: Weather = { loss: 0, duplication: 0, delay: 30, late: 0, truncation: 0 };

function drawWeather(chance: Random): Weather {
  const some = (most: number): number => (chance.chance(0.5) ? chance.next() * most : 0);
  return {
    loss: some(0.3),
    duplication: some(0.5),
    delay: chance.pick([5, 50, 400]),
    late: some(0.03),
    truncation: some(0.1),
  };
}
