/** Letters and digits that nobody takes for one another when they are read out. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP = 4;

type Chance = (bytes: number) => Uint8Array;

/** About 79 bits of chance, to be read out and typed once: `k7mp-x2ra-9hvd-t4ws`. */
export function firstPassword(chance: Chance): string {
  const signs = Array.from({ length: GROUPS * GROUP }, () => SIGNS[one(SIGNS.length, chance)] ?? '');
  return signs.join('').replace(/(.{4})(?=.)/g, '$1-');
}

/** Evenly one of so many; bytes at the end that would favour some are thrown again. */
function one(of: number, chance: Chance): number {
  const most = 256 - (256 % of);
  for (;;) {
    const [byte = most] = chance(1);
    if (byte < most) return byte % of;
  }
}
