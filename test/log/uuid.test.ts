import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { growingSha1, sha1 } from '../../shared/log/sha1.ts';
import { growingUuidV5, uuidV5, uuidV7, uuidVersion } from '../../shared/log/uuid.ts';
import { random } from '../support/random.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('SHA-1', () => {
  test.each([
    ['', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
    ['abc', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    ['abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq', '84983e441c3bd26ebaae4aa1f95129e5e54670f1'],
  ])('of the vectors of RFC 3174: "%s"', (message, digest) => {
    expect(hex(sha1(ascii(message)))).toBe(digest);
  });

  test('at every length around a block, as another implementation has it', () => {
    for (let length = 0; length < 200; length++) {
      const message = Uint8Array.from({ length }, (_, index) => (index * 7) % 256);
      expect(hex(sha1(message))).toBe(createHash('sha1').update(message).digest('hex'));
    }
  });

  test('of a message that grows, however it is cut', () => {
    const dice = random(1);
    const message = Uint8Array.from({ length: 500 }, () => dice.whole(0, 255));
    const growing = growingSha1();
    for (let from = 0; from < 400; ) {
      const to = from + dice.whole(0, 90);
      growing.append(message.subarray(from, to));
      const rest = message.subarray(to);
      expect(hex(growing.digest(rest))).toBe(hex(sha1(message)));
      from = to;
    }
  });
});

describe('UUIDv5', () => {
  const DNS = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
  test.each([
    ['www.example.com', '2ed6657d-e927-568b-95e1-2665a8aea6a2'],
    ['python.org', '886313e1-3b8a-5372-9b90-0c9aee199e5d'],
    ['Zürich € 😀', '18b2181d-c74c-5689-9e71-683b99208bac'],
    ['', '4ebd0208-8328-5d69-8c44-ec50939c0967'],
  ])('of the name "%s" (RFC 9562 A.4, and another implementation)', (name, uuid) => {
    expect(uuidV5(DNS, name)).toBe(uuid);
  });

  test('of names that share a beginning', () => {
    const name = growingUuidV5(DNS);
    name.append('www.');
    name.append('example');
    expect(name.of('.org')).toBe(uuidV5(DNS, 'www.example.org'));
    expect(name.of('.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
  });
});

describe('UUIDv7', () => {
  test('of the vector of RFC 9562 A.6', () => {
    const random10 = Uint8Array.from(Buffer.from('0cc318c4dc0c0c07398f', 'hex'));
    expect(uuidV7(0x017f22e279b0, random10)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });

  test('ascends with time', () => {
    const dice = random(2);
    const bytes = (): Uint8Array => Uint8Array.from({ length: 10 }, () => dice.whole(0, 255));
    const uuids = [0, 1, 65_535, 65_536, 1_776_000_000_000, 2 ** 47].map((time) => uuidV7(time, bytes()));
    expect(uuids.toSorted()).toEqual(uuids);
  });

  test('tells who made it: a person (7) or a rule (5)', () => {
    expect(uuidVersion(uuidV7(0, new Uint8Array(10)))).toBe(7);
    expect(uuidVersion(uuidV5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'x'))).toBe(5);
  });
});
