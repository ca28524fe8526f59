import { Violation } from './violation.ts';

/** What a server writes into its log as an error is one: it should have seen it coming. */
export function violationIn(line: unknown): Error {
  const text = `the server logged ${JSON.stringify(line)}`;
  // Its storage alone kept it from giving a place or an id a second time.
  return UNIQUE.test(text) ? new Violation('2 exactly once', text) : new Error(text);
}

const UNIQUE = /UNIQUE constraint failed: (events|commits)\./;
