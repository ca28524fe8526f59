import type { Random } from '../support/random.ts';
import { deal, shuffled } from './deck.ts';
import { FRESH_POINTS, type Point, START_POINTS, WORK_POINTS } from './server-points.ts';

/** Kills without a named point. The last one is of the program as it is shipped, without anything in between. */
export const OTHER_KILLS = [
  'idle: no request open',
  'at random: starting',
  'at random: working',
  'at random: working, unpatched',
] as const;
/** How many of the last ones for each of a named point. */
const RANDOM_SHARE = 3;
const KILLS_PER_LIFE = 13;

export type KillKind = Point | (typeof OTHER_KILLS)[number];
export const KILL_KINDS: readonly KillKind[] = [
  ...FRESH_POINTS,
  ...START_POINTS,
  ...WORK_POINTS,
  ...OTHER_KILLS,
];

const RANDOM_KINDS = OTHER_KILLS.filter((kind) => kind.startsWith('at random'));
const FULL_DECK = [...KILL_KINDS, ...Array.from({ length: RANDOM_SHARE - 1 }, () => RANDOM_KINDS).flat()];

/**
 * The kills of a run, dealt to data folders ("lives"): each kind as often as any other, give or take one. A life
 * begins with those that only a fresh folder has, and goes on with one while the next server starts: so some servers
 * are killed twice in a row before they ever listened.
 */
export function planKills(
  kills: number,
  chance: Random,
  deck: readonly KillKind[] = FULL_DECK,
): KillKind[][] {
  const dealt = deal(kills, deck, chance);
  // In their order: what makes the tables comes only once on a folder.
  const fresh = FRESH_POINTS.flatMap((point) => dealt.filter((kind) => kind === point));
  const starting = dealt.filter((kind) => isStart(kind) && !isIn(FRESH_POINTS, kind));
  const working = dealt.filter((kind) => !isStart(kind));
  const lives = Array.from({ length: Math.ceil(kills / KILLS_PER_LIFE) }, (): KillKind[] => []);
  const toLife = (kind: KillKind, index: number): void => void lives[index % lives.length]?.push(kind);
  fresh.forEach(toLife);
  starting.splice(0, lives.length).forEach(toLife);
  shuffled([...starting, ...working], chance).forEach(toLife);
  return lives.filter((life) => life.length > 0);
}

export function isStart(kind: KillKind): boolean {
  return kind.startsWith('start: ') || kind === 'at random: starting';
}

export function isPoint(kind: KillKind): kind is Point {
  return !isIn(OTHER_KILLS, kind);
}

function isIn(kinds: readonly string[], kind: string): boolean {
  return kinds.includes(kind);
}
