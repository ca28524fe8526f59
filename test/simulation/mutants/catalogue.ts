import type { Mutant } from './mutant.ts';
import { OF_DEVICE_LOG } from './of-device-log.ts';
import { OF_NODES } from './of-nodes.ts';
import { OF_OWN_WORK } from './of-own-work.ts';
import { OF_PEOPLE } from './of-people.ts';
import { OF_RULES } from './of-rules.ts';
import { OF_SEATS } from './of-seats.ts';
import { OF_SERVER } from './of-server.ts';
import { OF_SYNC } from './of-sync.ts';

export const MUTANTS: readonly Mutant[] = [
  ...OF_DEVICE_LOG,
  ...OF_OWN_WORK,
  ...OF_SYNC,
  ...OF_RULES,
  ...OF_SERVER,
  ...OF_PEOPLE,
  ...OF_SEATS,
  ...OF_NODES,
];
