import { type Device, type DeviceRegister, type HasEnrolled, refusedBy } from '../access/device-register.ts';
import type { SqliteDatabase } from './sqlite-database.ts';

const COLUMNS = `workspace AS workspaceId, id AS deviceId, actor_id AS actorId, name, enrolled_at AS enrolledAt,
  last_contact_at AS lastContactAt, commits_accepted AS commitsAccepted, revoked_at AS revokedAt,
  app_version AS appVersion, session_id AS sessionId`;

// Built once: the text is the key under which a statement is kept prepared.
const BY_TOKEN = `SELECT ${COLUMNS} FROM devices WHERE token_hash = ?`;
const BY_ID = `SELECT ${COLUMNS} FROM devices WHERE workspace = ? AND id = ?`;
const HAS_ENROLLED = `SELECT count(*) FILTER (WHERE revoked_at IS NULL) AS inUse,
    count(*) FILTER (WHERE enrolled_at > ?) AS lately
  FROM devices WHERE workspace = ? AND actor_id = ?`;
const OF_WORKSPACE = `SELECT ${COLUMNS} FROM devices WHERE workspace = ? ORDER BY enrolled_at, id`;

export function createSqliteDeviceRegister({ read, write }: SqliteDatabase): DeviceRegister {
  return {
    enrol: ({ workspaceId, deviceId, actorId, name, tokenHash, enrolledAt, sessionId }, limits) =>
      write(({ prepare }) => {
        const has = limits && prepare(HAS_ENROLLED).get(limits.since, workspaceId, actorId);
        const refused = limits && refusedBy(limits, has as HasEnrolled);
        if (refused) return refused;
        prepare(
          `INSERT INTO devices (workspace, id, actor_id, name, token_hash, enrolled_at, last_contact_at,
             session_id)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        ).run(workspaceId, deviceId, actorId, name, tokenHash, enrolledAt, enrolledAt, sessionId);
        return 'done';
      }),

    byToken: async (tokenHash) =>
      read(({ prepare }) => {
        const row = prepare(BY_TOKEN).get(tokenHash);
        return row && ({ ...row } as Device);
      }),

    byId: async (workspace, device) =>
      read(({ prepare }) => {
        const row = prepare(BY_ID).get(workspace, device);
        return row && ({ ...row } as Device);
      }),

    list: async (workspace) =>
      read(({ prepare }) => {
        const rows = prepare(OF_WORKSPACE).all(workspace);
        return rows.map((row) => ({ ...row }) as Device);
      }),

    revoke: (workspace, device, at) =>
      write(({ prepare }) => {
        const found = prepare(
          'UPDATE devices SET revoked_at = coalesce(revoked_at, ?) WHERE workspace = ? AND id = ?',
        ).run(at, workspace, device);
        return found.changes === 1;
      }),

    contacted: ({ workspaceId, deviceId }, { at, appVersion, sessionId }) =>
      write(({ prepare }) => {
        prepare(
          `UPDATE devices SET last_contact_at = ?, app_version = ?, session_id = ?
           WHERE workspace = ? AND id = ?`,
        ).run(at, appVersion, sessionId, workspaceId, deviceId);
      }),
  };
}
