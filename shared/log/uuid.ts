import { growingSha1 } from './sha1.ts';

/**
 * A UUID that ascends with time (RFC 9562 § 5.7), so that unique indexes stay cheap.
 *
 * `milliseconds` since 1970 and 10 random bytes come from the caller: this folder knows neither clock nor chance.
 */
export function uuidV7(milliseconds: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setUint32(0, Math.floor(milliseconds / 0x10000));
  new DataView(bytes.buffer).setUint16(4, milliseconds % 0x10000);
  bytes.set(random.subarray(0, 10), 6);
  return format(bytes, 7);
}

/** The UUID of `name` within `namespace` (RFC 9562 § 5.5): the same everywhere, without being told. */
export function uuidV5(namespace: string, name: string): string {
  return growingUuidV5(namespace).of(name);
}

/** UUIDs of names that share a beginning, which is hashed once. */
export function growingUuidV5(namespace: string): { append(text: string): void; of(end: string): string } {
  const hash = growingSha1();
  hash.append(parse(namespace));
  return {
    append: (text) => hash.append(utf8(text)),
    of: (end) => format(hash.digest(utf8(end)).slice(0, 16), 5),
  };
}

/** 5: follows from something else by a rule; 7: made once, by a person's action. */
export function uuidVersion(uuid: string): number {
  return Number.parseInt(uuid.charAt(14), 16);
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function format(bytes: Uint8Array, version: number): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | (version << 4);
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  let hex = '';
  for (let index = 0; index < 16; index++) {
    if (index === 4 || index === 6 || index === 8 || index === 10) hex += '-';
    hex += HEX[bytes[index] ?? 0];
  }
  return hex;
}

function parse(uuid: string): Uint8Array {
  const hex = uuid.replaceAll('-', '');
  return Uint8Array.from({ length: 16 }, (_, index) =>
    Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
  );
}

function utf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 0x3f));
    else if (code < 0x10000)
      bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
    else {
      bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 0x3f));
      bytes.push(0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
    }
  }
  return Uint8Array.from(bytes);
}
