import type { EnrolmentCode, EnrolmentCodes } from '../access/enrolment-codes.ts';
import type { SqliteDatabase } from './sqlite-database.ts';

const ADD = `INSERT INTO enrolment_codes (workspace, code_hash, user_id, role, made_by, expires_at)
  VALUES (?, ?, ?, ?, ?, ?)`;
const END_OTHERS = `DELETE FROM enrolment_codes
  WHERE workspace = ? AND user_id = ? AND made_by = ? AND used_by IS NULL`;
const TAKE = `UPDATE enrolment_codes SET used_by = ?
  WHERE workspace = ? AND code_hash = ? AND expires_at > ? AND coalesce(used_by, ?1) = ?1
  RETURNING workspace AS workspaceId, code_hash AS codeHash, user_id AS userId, role, made_by AS madeBy,
    expires_at AS expiresAt`;

export function createSqliteEnrolmentCodes({ write }: SqliteDatabase): EnrolmentCodes {
  return {
    add: ({ workspaceId, codeHash, userId, role, madeBy, expiresAt }) =>
      write(({ prepare }) => {
        prepare(END_OTHERS).run(workspaceId, userId, madeBy);
        prepare(ADD).run(workspaceId, codeHash, userId, role, madeBy, expiresAt);
      }),

    take: ({ workspaceId, codeHash, deviceId, at }) =>
      write(({ prepare }) => {
        const row = prepare(TAKE).get(deviceId, workspaceId, codeHash, at);
        return row && ({ ...row } as EnrolmentCode);
      }),
  };
}
