/** What somebody could really get wrong, and how the siege says it. */
export const BUGS = {
  'throws at a header': /status 500/,
  'shows its stack': /shows \\n\s+at /,
  'shows its SQL': /shows SQLITE_/,
  'refuses in plain text': /404 is no problem document/,
  'echoes the cookie': /shows [\w-]{30}/,
  'acts before it asks who': /members: there of itself: .*eve/,
  'writes the token down': /the dump holds [\w-]{30}/,
  forgets: /\{\} instead of \{"userId"/,
  'keeps of every request': /the process grew from/,
  'dies of a path': /connection ended without an answer|ECONNREFUSED/,
} as const satisfies Record<string, RegExp>;
export type Bug = keyof typeof BUGS;
