import type { PartyLine } from '../../../view/figures.ts';

/** Numbers, lists and particles as Korean has them. */
export const language = 'ko';
const number = new Intl.NumberFormat(language);
const list = new Intl.ListFormat(language, { type: 'unit', style: 'short' });

export const n = (count: number): string => number.format(count);
export const listed = (words: readonly string[]): string => list.format(words);
export const seats = (of: number): string => `${n(of)}석`;
export const guests = (of: number): string => `${n(of)}명`;
export const entries = (of: number): string => `${n(of)}건`;
export const party = (lines: readonly PartyLine[]): string =>
  lines.length === 0 ? '좌석 없음' : lines.map((line) => `${line.label} ${seats(line.seats)}`).join(', ');

export const NO_NAME = '이름 없는 손님';

/** A guest is spoken of with respect; whoever gave no name is a guest all the same. Both end in 님. */
export const nim = (guest: string | null): string =>
  guest === null || guest === '' ? '손님' : guest === NO_NAME ? NO_NAME : `${guest} 님`;

const PARTICLES = {
  '은/는': ['은', '는'],
  '이/가': ['이', '가'],
  '을/를': ['을', '를'],
  '과/와': ['과', '와'],
  '으로/로': ['으로', '로'],
} as const;
export type Particle = keyof typeof PARTICLES;
type Sound = 'open' | 'closed' | 'l';

/** The word with the particle that its last sound asks for; both, in the usual form, where nobody can know. */
export function withParticle(word: string, particle: Particle): string {
  const [afterClosed, afterOpen] = PARTICLES[particle];
  const sound = lastSound(word);
  if (!sound) return `${word}${afterClosed}(${afterOpen})`;
  const isOpen = sound === 'open' || (sound === 'l' && particle === '으로/로');
  return `${word}${isOpen ? afterOpen : afterClosed}`;
}

/** Of 0 to 9 as they are read: 영, 일, 이, 삼, 사, 오, 육, 칠, 팔, 구. */
const DIGITS: readonly Sound[] = [
  'closed',
  'l',
  'open',
  'closed',
  'open',
  'open',
  'closed',
  'l',
  'l',
  'open',
];
const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
const ENDINGS = 28;
const ENDING_L = 8;

function lastSound(word: string): Sound | undefined {
  // 메가바이트, 기가바이트.
  if (/\d[kMGT]B$/.test(word)) return 'open';
  // Quotes and brackets are not spoken.
  const last = word.replaceAll(/[^\p{L}\p{N}]+$/gu, '').at(-1);
  if (!last) return undefined;
  const code = last.charCodeAt(0);
  if (code >= FIRST_SYLLABLE && code <= LAST_SYLLABLE) {
    const ending = (code - FIRST_SYLLABLE) % ENDINGS;
    return ending === 0 ? 'open' : ending === ENDING_L ? 'l' : 'closed';
  }
  if (/[0-9]/.test(last)) return DIGITS[Number(last)];
  if (/[aeiouwy]/i.test(last)) return 'open';
  if (/l/i.test(last)) return 'l';
  return /[mn]/i.test(last) ? 'closed' : undefined;
}
