import { type Device, type DeviceRegister, type HasEnrolled, refusedBy } from '../access/device-register.ts';
import { transaction } from './postgres-connection.ts';
import { TAKE_ROW } from './postgres-counter.ts';
import type { PostgresDatabase } from './postgres-database.ts';

const COLUMNS = `workspace AS "workspaceId", id AS "deviceId", actor_id AS "actorId", name,
  enrolled_at AS "enrolledAt", last_contact_at AS "lastContactAt", commits_accepted AS "commitsAccepted",
  revoked_at AS "revokedAt", app_version AS "appVersion", session_id AS "sessionId"`;
const BY_TOKEN = `SELECT ${COLUMNS} FROM devices WHERE token_hash = $1`;
const BY_ID = `SELECT ${COLUMNS} FROM devices WHERE workspace = $1 AND id = $2`;
// Of those that one person enrols at once each counts the others.
const LOCK_PERSON = 'SELECT FROM members WHERE workspace = $1 AND user_id = $2 FOR UPDATE';
// The same token: the same device, after an attempt of which nobody heard whether it was committed.
const HAS_ENROLLED = `SELECT count(*) FILTER (WHERE revoked_at IS NULL) AS "inUse",
    count(*) FILTER (WHERE enrolled_at > $4) AS lately
  FROM devices WHERE workspace = $1 AND actor_id = $2 AND token_hash <> $3`;
const ENROL = `
  INSERT INTO devices (workspace, id, actor_id, name, token_hash, enrolled_at, last_contact_at, session_id)
  VALUES ($1, $2, $3, $4, $5, $6, $6, $7)
  ON CONFLICT (workspace, token_hash) DO UPDATE SET name = excluded.name`;
const OF_WORKSPACE = `SELECT ${COLUMNS} FROM devices WHERE workspace = $1 ORDER BY enrolled_at, id`;

export function createPostgresDeviceRegister({ persist }: PostgresDatabase): DeviceRegister {
  return {
    enrol: ({ workspaceId, deviceId, actorId, name, tokenHash, enrolledAt, sessionId }, limits) =>
      persist((connection) =>
        transaction(connection, async () => {
          const { query } = connection;
          await query(LOCK_PERSON, [workspaceId, actorId]);
          const since = limits?.since ?? null;
          const [has] = await query<HasEnrolled>(HAS_ENROLLED, [workspaceId, actorId, tokenHash, since]);
          const refused = limits && has && refusedBy(limits, has);
          if (refused) return refused;
          await query(ENROL, [workspaceId, deviceId, actorId, name, tokenHash, enrolledAt, sessionId]);
          return 'done';
        }),
      ),

    byToken: (tokenHash) => persist(async ({ query }) => (await query<Device>(BY_TOKEN, [tokenHash]))[0]),

    byId: (workspace, device) =>
      persist(async ({ query }) => (await query<Device>(BY_ID, [workspace, device]))[0]),

    list: (workspace) => persist(({ query }) => query<Device>(OF_WORKSPACE, [workspace])),

    revoke: (workspace, device, at) =>
      persist((connection) =>
        transaction(connection, async () => {
          // A transaction that found the device live and has not written yet begins again.
          await connection.query(TAKE_ROW, [workspace, 0, 1]);
          const revoked = await connection.query(
            `UPDATE devices SET revoked_at = coalesce(revoked_at, $3)
             WHERE workspace = $1 AND id = $2 RETURNING id`,
            [workspace, device, at],
          );
          return revoked.length === 1;
        }),
      ),

    contacted: ({ workspaceId, deviceId }, { at, appVersion, sessionId }) =>
      persist(async ({ query }) => {
        await query(
          `UPDATE devices SET last_contact_at = $3, app_version = $4, session_id = $5
           WHERE workspace = $1 AND id = $2`,
          [workspaceId, deviceId, at, appVersion, sessionId],
        );
      }),
  };
}
