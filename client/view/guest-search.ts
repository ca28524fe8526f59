import { bookingCode, typedCode } from '../../shared/booking/booking-code.ts';
import type { Reservation } from '../../shared/booking/reservation.ts';
import { firstsOf, hasHangul, lettersOf } from './hangul.ts';

/**
 * Who is meant, by whatever the guest says at the door: parts of the name in any order, without accents or capitals;
 * Korean letter by letter or by first consonants; digits of the phone number, with or without the country's; the
 * mail address; the code on the ticket. All words have to fit.
 */
export function guestsFitting(reservations: readonly Reservation[], typed: string): readonly Reservation[] {
  const words = wordsOf(typed);
  if (words.length === 0) return reservations;
  return reservations.filter((reservation) => {
    const text = textOf(reservation);
    return words.every((ways) => ways.some((way) => text.includes(way)));
  });
}

/** What is looked through is made when a list is opened: the first letter that is typed need not wait for it. */
export function prepareSearch(reservations: Iterable<Reservation>): void {
  for (const reservation of reservations) textOf(reservation);
}

/** A code and a phone number are looked for by so many of their signs at least: shorter ones are in many. */
const CODE_FROM = 4;
const PHONE_FROM = 3;
const PHONE = /^\+?[\d\s()./-]*\d[\d\s()./-]*$/;

/** For each word the ways to read it. A phone number is one word, however it is grouped. */
function wordsOf(typed: string): string[][] {
  const text = typed.trim();
  const words = PHONE.test(text) ? [text] : text.split(/\s+/);
  return words.filter(Boolean).map((word) => [...new Set(waysToRead(word))]);
}

function waysToRead(word: string): string[] {
  const folded = foldedText(word);
  const ways = [hasHangul(folded) ? lettersOf(folded) : folded];
  const digits = word.replaceAll(/\D/g, '');
  // Written at home with a 0 in front, which the country's number takes the place of.
  if (PHONE.test(word) && digits.length >= PHONE_FROM)
    ways.push(apart(digits), apart(digits.replace(/^0+/, '')));
  const code = typedCode(word);
  if (code && code.length >= CODE_FROM) ways.push(CODE_BEGINS + apart(code));
  return ways.filter(Boolean);
}

/** A code is typed from its beginning. */
const CODE_BEGINS = '#';

/** Digits of a phone number or a code, which a digit in somebody's name is not looked for in: ₀ to ₉. */
function apart(digits: string): string {
  return digits.replaceAll(/\d/g, (digit) => String.fromCharCode(0x2080 + Number(digit)));
}

type Text = { readonly of: Reservation; readonly text: string };

/**
 * Reservations are replaced and never changed, so what is looked through is made once for each. By id: a weak map of
 * so many makes the collector's work long.
 */
const texts = new Map<Reservation['id'], Text>();
const MOST_TEXTS = 50_000;

function textOf(reservation: Reservation): string {
  const known = texts.get(reservation.id);
  if (known?.of === reservation) return known.text;
  if (texts.size >= MOST_TEXTS) texts.clear();
  const text = made(reservation);
  texts.set(reservation.id, { of: reservation, text });
  return text;
}

function made({ id, guest }: Reservation): string {
  const name = foldedText(guest?.name ?? '');
  const korean = hasHangul(name) ? [lettersOf(name), firstsOf(name)] : [name];
  const phone = guest?.phone?.replaceAll(/\D/g, '') ?? '';
  const mail = guest?.mail?.toLowerCase() ?? '';
  const code = CODE_BEGINS + apart(bookingCode(id));
  // Joined, and not added up: such a text is in one piece, as who looks through it needs it.
  return [...korean, mail, apart(phone), code].join('\n');
}

const PLAIN = /^[\x20-\x7e가-힣ㄱ-ㅣ]*$/;
const MARKS = /\p{M}/gu;
/** Letters of their own that people leave the stroke out of. */
const STROKES: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ł: 'l',
  ı: 'i',
};

function foldedText(text: string): string {
  const lower = text.toLowerCase();
  if (PLAIN.test(lower)) return lower;
  const bare = lower.normalize('NFD').replaceAll(MARKS, '').normalize('NFC');
  return bare.replaceAll(/[ßæœøđłı]/g, (letter) => STROKES[letter] ?? letter);
}
