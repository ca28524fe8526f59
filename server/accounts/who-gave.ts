import type { AccountsDatabase } from './accounts-database.ts';

/** What was kept of a password before: whether somebody else had given it, and it was never changed. */
const UNTIL_NOW = 'isGiven';

/**
 * Passwords of before said not which workspace gave them. Who belongs to one workspace has theirs from there, as far as
 * anybody can know; of others, one that was given opens nothing any more. Their sessions go as far as that. The column
 * goes last: what breaks off before is done once more.
 */
const STEPS = [
  `UPDATE account_ways SET "givenBy" = (
     SELECT min(workspace) FROM members WHERE user_id = account_ways."userId" HAVING count(*) = 1
   ) WHERE password IS NOT NULL`,
  `UPDATE account_sessions SET "byPassword" = TRUE, "boundTo" = (
     SELECT min("givenBy") FROM account_ways WHERE "userId" = account_sessions."userId"
   ) WHERE "boundTo" IS NULL AND "userId" IN (SELECT "userId" FROM account_ways WHERE "givenBy" IS NOT NULL)`,
  `DELETE FROM account_sessions WHERE "boundTo" IS NULL AND "userId" IN (
     SELECT "userId" FROM account_ways WHERE "${UNTIL_NOW}" AND "givenBy" IS NULL
   )`,
  `UPDATE account_ways SET password = NULL WHERE "${UNTIL_NOW}" AND "givenBy" IS NULL`,
  `ALTER TABLE account_ways DROP COLUMN "${UNTIL_NOW}"`,
];

/** To be done by one node, once the tables have this program's form. */
export async function sayWhoGave({ columns, run }: AccountsDatabase): Promise<void> {
  if (!(await columns('account_ways')).includes(UNTIL_NOW)) return;
  for (const step of STEPS) await run(step);
}
