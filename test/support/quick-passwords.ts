import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

// A password's hash costs a tenth of a second and 32 MB, so that nobody tries out many. A test that signs in thirty
// times is about something else.

const { scrypt } = crypto;
const CHEAP: crypto.ScryptOptions = { N: 16, r: 1, p: 1 };

/** In this process, whatever cost the library for accounts asks for. */
export function hashCheaply(): void {
  replaceBy((password, salt, length, _cost, done) => scrypt(password, salt, length, CHEAP, done));
}

/** At the cost that is asked for, again. */
export function hashInEarnest(): void {
  replaceBy(scrypt);
}

type Scrypt = (
  password: crypto.BinaryLike,
  salt: crypto.BinaryLike,
  length: number,
  cost: crypto.ScryptOptions,
  done: (error: Error | null, key: Buffer) => void,
) => void;

/** Also for who imported it before. */
function replaceBy(other: Scrypt): void {
  Object.assign(crypto, { scrypt: other });
  syncBuiltinESMExports();
}
