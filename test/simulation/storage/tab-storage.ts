import { compareKeys, keyOf } from './keys.ts';
import type { OpenRequest } from './request.ts';

type Ask = {
  open(name: string, version: number | undefined): OpenRequest;
  delete(name: string): OpenRequest;
  list(): { name: string; version: number }[];
};

/** What a tab finds as `indexedDB`. */
export class TabStorage {
  readonly #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  open(name: string, version?: number): OpenRequest {
    if (version !== undefined && !(version >= 1))
      throw new TypeError('The version provided must not be below 1.');
    return this.#ask.open(name, version);
  }

  deleteDatabase(name: string): OpenRequest {
    return this.#ask.delete(name);
  }

  databases(): Promise<{ name: string; version: number }[]> {
    return Promise.resolve(this.#ask.list());
  }

  cmp(a: unknown, b: unknown): number {
    return Math.sign(compareKeys(keyOf(a), keyOf(b)));
  }
}
