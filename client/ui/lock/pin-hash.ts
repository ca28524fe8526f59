import type { Lock } from './lock-rules.ts';

const HASH_BITS = 256;

export async function hashOf(pin: string, { salt, rounds }: Pick<Lock, 'salt' | 'rounds'>): Promise<string> {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, [
    'deriveBits',
  ]);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt: decoded(salt), iterations: rounds };
  return encoded(new Uint8Array(await crypto.subtle.deriveBits(how, key, HASH_BITS)));
}

export function encoded(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function decoded(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
