import type { Device, DeviceRegister } from '../access/device-register.ts';
import type { SqliteDatabase } from './sqlite-database.ts';

const COLUMNS = `workspace AS workspaceId, id AS deviceId, actor_id AS actorId, name, enrolled_at AS enrolledAt,
  last_contact_at AS lastContactAt, commits_accepted AS commitsAccepted, revoked_at AS revokedAt,
  app_version AS appVersion, session_id AS sessionId`;

// Built once: the text is the key under which a statement is kept prepared.
const BY_TOKEN = `SELECT ${COLUMNS} FROM devices WHERE token_hash = ?`;
const IN_USE = `SELECT count(*) AS inUse FROM devices
  WHERE workspace = ? AND actor_id = ? AND revoked_at IS NULL`;
const OF_WORKSPACE = `SELECT ${COLUMNS} FROM devices WHERE workspace = ? ORDER BY enrolled_at, id`;

export function createSqliteDeviceRegister({ read, write }: SqliteDatabase): DeviceRegister {
  return {
    enrol: ({ workspaceId, deviceId, actorId, name, tokenHash, enrolledAt, sessionId }, atMost) =>
      write(({ prepare }) => {
        const { inUse } = prepare(IN_USE).get(workspaceId, actorId) as { inUse: number };
        if (atMost !== undefined && inUse >= atMost) return false;
        prepare(
          `INSERT INTO devices (workspace, id, actor_id, name, token_hash, enrolled_at, last_contact_at,
             session_id)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        ).run(workspaceId, deviceId, actorId, name, tokenHash, enrolledAt, enrolledAt, sessionId);
        return true;
      }),

    byToken: async (tokenHash) =>
      read(({ prepare }) => {
        const row = prepare(BY_TOKEN).get(tokenHash);
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
