/**
 * Unsent work as a sequence of texts for QR codes, and back.
 *
 *   file ─▶ without what derives, packed (deflate) ─▶ base 45 ─▶ DAYBOOK1/7K2Q/2/5/…   code 2 of 5 of one sequence
 *
 * Base 45 (RFC 9285) is what a QR code holds in its dense mode for letters and digits. What derives from the facts is
 * left out: whoever takes them in computes it anew. The sequence is named by a checksum of the whole, so that codes of
 * two of them never mix, and a code that was read wrongly is noticed.
 */
const MARK = 'DAYBOOK1';
/** Codes of this many letters are read from one screen by another's camera without holding still for long. */
const LETTERS_PER_CODE = 640;
export const MOST_CODES = 20;

/** Undefined where it would take too many codes. */
export async function codesOf(exported: string): Promise<string[] | undefined> {
  const packed = await through(encoder.encode(slim(exported)), new CompressionStream('deflate'));
  const letters = base45(packed);
  const count = Math.ceil(letters.length / LETTERS_PER_CODE);
  if (count > MOST_CODES) return undefined;
  const name = await nameOf(packed);
  return Array.from({ length: count }, (_, index) => {
    const part = letters.slice(index * LETTERS_PER_CODE, (index + 1) * LETTERS_PER_CODE);
    return [MARK, name, index + 1, count, part].join('/');
  });
}

export type Code = {
  readonly name: string;
  readonly number: number;
  readonly of: number;
  readonly part: string;
};

/** Undefined for what is no code of ours. */
export function readCode(text: string): Code | undefined {
  const found = /^DAYBOOK1\/([0-9A-F]{8})\/(\d{1,2})\/(\d{1,2})\/(.+)$/s.exec(text);
  if (!found) return undefined;
  const [, name = '', number, of, part = ''] = found;
  const code = { name, number: Number(number), of: Number(of), part };
  return code.number >= 1 && code.number <= code.of && code.of <= MOST_CODES ? code : undefined;
}

/** The file that all codes of one sequence make; undefined where it is not what was shown. */
export async function fileOf(codes: readonly Code[]): Promise<Blob | undefined> {
  const inOrder = [...codes].sort((a, b) => a.number - b.number);
  try {
    const packed = fromBase45(inOrder.map(({ part }) => part).join(''));
    if ((await nameOf(packed)) !== codes[0]?.name) return undefined;
    return new Blob([await through(packed, new DecompressionStream('deflate'))]);
  } catch {
    return undefined;
  }
}

const encoder = new TextEncoder();

/** What follows from the facts is a third of it, and computed anew where they are taken in. */
function slim(exported: string): string {
  return JSON.stringify(JSON.parse(exported, (key, value) => (key === 'derived' ? [] : value)));
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const response = new Response(new Blob([bytes]).stream().pipeThrough(stream));
  return new Uint8Array(await response.arrayBuffer());
}

async function nameOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...hash.slice(0, 4)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
}

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

function base45(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const [first = 0, second] = bytes.subarray(at, at + 2);
    const value = second === undefined ? first : first * 256 + second;
    const digits = [value % 45, Math.floor(value / 45) % 45, Math.floor(value / 2025)];
    text += digits
      .slice(0, second === undefined ? 2 : 3)
      .map((digit) => LETTERS[digit])
      .join('');
  }
  return text;
}

function fromBase45(text: string): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 3) {
    const digits = [...text.slice(at, at + 3)].map((letter) => LETTERS.indexOf(letter));
    const value = digits.reduceRight((sum, digit) => sum * 45 + digit, 0);
    const most = digits.length === 3 ? 0xffff : 0xff;
    if (digits.length === 1 || digits.includes(-1) || value > most) throw new Error('not in base 45');
    if (digits.length === 3) bytes.push(value >> 8);
    bytes.push(value & 0xff);
  }
  return Uint8Array.from(bytes);
}
