import type { ReservationId } from '../log/ids.ts';

/**
 * What a guest can read out or type in place of the booking's id: its last 40 bits, in letters and digits that nobody
 * takes for another (Crockford's base 32). Nothing about the guest is in it.
 *
 *   …-8f3a-61c2f09d4b7e → 'CBQRK9QY' → 'CBQR-K9QY'
 */
export type BookingCode = string;

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 8;
const HEX_DIGITS = 10;
const BITS = 5;

export function bookingCode(id: ReservationId): BookingCode {
  let rest = Number.parseInt(id.slice(-HEX_DIGITS), 16);
  let code = '';
  while (code.length < LENGTH) {
    code = LETTERS.charAt(rest % 2 ** BITS) + code;
    rest = Math.floor(rest / 2 ** BITS);
  }
  return code;
}

/** How the ids end that have the code. */
export function idEnding(code: BookingCode): string {
  let ending = 0;
  for (const letter of code) ending = ending * 2 ** BITS + LETTERS.indexOf(letter);
  return ending.toString(16).padStart(HEX_DIGITS, '0');
}

/** As it stands on a ticket. */
export function spelled(code: BookingCode): string {
  return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;
}

/** What somebody typed, as far as it can be the beginning of a code or all of it: 'o' is meant to be 0, 'l' to be 1. */
export function typedCode(typed: string): BookingCode | undefined {
  const code = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return code && code.length <= LENGTH && [...code].every((letter) => LETTERS.includes(letter))
    ? code
    : undefined;
}
