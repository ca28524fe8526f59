/**
 * SHA-1 (RFC 3174) for UUIDv5, which names things and guards nothing. The platforms' own digest answers
 * asynchronously, and the domain is synchronous; that is the only reason for it to be here.
 *
 * Returns 20 bytes.
 */
export function sha1(message: Uint8Array): Uint8Array {
  return growingSha1().digest(message);
}

/** The hash of a message that grows: every `digest` costs its own bytes alone, not those before it. */
export type GrowingSha1 = {
  append(bytes: Uint8Array): void;
  /** The hash of everything appended so far and `end`, which is not appended. */
  digest(end: Uint8Array): Uint8Array;
};

export function growingSha1(): GrowingSha1 {
  const state = new Uint32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]);
  let rest = new Uint8Array();
  let length = 0;
  return {
    append(bytes) {
      const joined = concat(rest, bytes);
      const whole = joined.length - (joined.length % 64);
      mixBlocks(state, joined.subarray(0, whole));
      rest = joined.slice(whole);
      length += bytes.length;
    },
    digest(end) {
      const final = state.slice();
      mixBlocks(final, pad(concat(rest, end), length + end.length));
      const digest = new DataView(new ArrayBuffer(20));
      final.forEach((word, index) => {
        digest.setUint32(index * 4, word);
      });
      return new Uint8Array(digest.buffer);
    },
  };
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}

/** The end of a message of `length` bytes, filled up to whole blocks. */
function pad(end: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const padded = new Uint8Array((Math.floor((end.length + 8) / 64) + 1) * 64);
  padded.set(end);
  padded[end.length] = 0x80;
  const bits = new DataView(padded.buffer);
  bits.setUint32(padded.length - 8, Math.floor(length / 0x20000000));
  bits.setUint32(padded.length - 4, (length << 3) >>> 0);
  return padded;
}

function mixBlocks(state: Uint32Array, blocks: Uint8Array): void {
  const words = new Uint32Array(80);
  for (let offset = 0; offset < blocks.length; offset += 64) {
    mixBlock(state, words, new DataView(blocks.buffer, blocks.byteOffset + offset, 64));
  }
}

const at = (array: Uint32Array, index: number): number => array[index] as number;
const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

function mixBlock(state: Uint32Array, words: Uint32Array, block: DataView): void {
  for (let i = 0; i < 16; i++) words[i] = block.getUint32(i * 4);
  for (let i = 16; i < 80; i++) {
    words[i] = rotate(at(words, i - 3) ^ at(words, i - 8) ^ at(words, i - 14) ^ at(words, i - 16), 1);
  }
  let [a, b, c, d, e] = state as unknown as [number, number, number, number, number];
  for (let i = 0; i < 80; i++) {
    const next = (rotate(a, 5) + choose(i, b, c, d) + e + at(words, i)) >>> 0;
    [e, d, c, b, a] = [d, c, rotate(b, 30) >>> 0, a, next];
  }
  [a, b, c, d, e].forEach((word, index) => {
    state[index] = at(state, index) + word;
  });
}

function choose(round: number, b: number, c: number, d: number): number {
  if (round < 20) return ((b & c) | (~b & d)) + 0x5a827999;
  if (round < 40) return (b ^ c ^ d) + 0x6ed9eba1;
  if (round < 60) return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
  return (b ^ c ^ d) + 0xca62c1d6;
}
