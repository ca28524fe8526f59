/** Letters and digits that nobody takes for one another when they are read out. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP = 4;

/** About 79 bits of chance, to be read out and typed once: `k7mp-x2ra-9hvd-t4ws`. */
export function firstPassword(): string {
  const signs = Array.from({ length: GROUPS * GROUP }, () => SIGNS[chance(SIGNS.length)] ?? '');
  return signs.join('').replace(/(.{4})(?=.)/g, '$1-');
}

/** Evenly one of so many; bytes at the end that would favour some are thrown again. */
function chance(of: number): number {
  const most = 256 - (256 % of);
  for (;;) {
    const [byte = most] = crypto.getRandomValues(new Uint8Array(1));
    if (byte < most) return byte % of;
  }
}
