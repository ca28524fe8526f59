import type { EnrolmentCode, EnrolmentCodes } from '../access/enrolment-codes.ts';
import { transaction } from './postgres-connection.ts';
import type { PostgresDatabase } from './postgres-database.ts';

// The same code, after an attempt of which nobody heard whether it was committed.
const ADD = `INSERT INTO enrolment_codes (workspace, code_hash, user_id, role, made_by, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (workspace, code_hash) DO NOTHING`;
const END_OTHERS = `DELETE FROM enrolment_codes
  WHERE workspace = $1 AND user_id = $2 AND made_by = $3 AND used_by IS NULL`;
const TAKE = `UPDATE enrolment_codes SET used_by = $3
  WHERE workspace = $1 AND code_hash = $2 AND expires_at > $4 AND coalesce(used_by, $3) = $3
  RETURNING workspace AS "workspaceId", code_hash AS "codeHash", user_id AS "userId", role, made_by AS "madeBy",
    expires_at AS "expiresAt"`;

export function createPostgresEnrolmentCodes({ persist }: PostgresDatabase): EnrolmentCodes {
  return {
    add: ({ workspaceId, codeHash, userId, role, madeBy, expiresAt }) =>
      persist((connection) =>
        transaction(connection, async () => {
          await connection.query(END_OTHERS, [workspaceId, userId, madeBy]);
          await connection.query(ADD, [workspaceId, codeHash, userId, role, madeBy, expiresAt]);
        }),
      ),

    // Whoever waited for the row sees by whom it was taken.
    take: ({ workspaceId, codeHash, deviceId, at }) =>
      persist(async ({ query }) => {
        const values = [workspaceId, codeHash, deviceId, at];
        return (await query<EnrolmentCode>(TAKE, values))[0];
      }),
  };
}
