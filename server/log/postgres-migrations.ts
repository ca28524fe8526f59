import { type Connection, transaction } from './postgres-connection.ts';

/*
 * The schema is partitioned by workspace: the workspace's id is the first column of every key and of every foreign
 * key, and each statement names one workspace. So a distributed PostgreSQL can take it as distribution key, with all
 * tables but `migrations` and `sign_in_attempts` side by side (for Citus: `create_distributed_table('workspaces',
 * 'id')`, the others by `workspace`, `colocate_with => 'workspaces'`, before there are triggers); an append stays on
 * one shard. This was not tried out. Five things ask all shards: the list of workspaces, whose device a token is, what
 * somebody is a member of, what is overdue, and the live feed's look at several workspaces.
 *
 * Nothing but an id, a token's hash and a hint of NOTIFY has a meaning across workspaces.
 */

/** Each step is applied once, in order, in a transaction of its own; a step that was released is never changed. */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE workspaces (
    id text COLLATE "C" PRIMARY KEY,
    name text NOT NULL,
    head bigint NOT NULL DEFAULT 0,
    revision bigint NOT NULL DEFAULT 0
  ) WITH (fillfactor = 50);

  CREATE TABLE epochs (
    workspace text COLLATE "C" NOT NULL REFERENCES workspaces (id),
    number bigint NOT NULL,
    epoch text COLLATE "C" NOT NULL,
    after bigint NOT NULL,
    started_at text NOT NULL,
    PRIMARY KEY (workspace, number),
    UNIQUE (workspace, epoch)
  );

  CREATE TABLE commits (
    workspace text COLLATE "C" NOT NULL REFERENCES workspaces (id),
    id text COLLATE "C" NOT NULL,
    first_position bigint NOT NULL,
    last_position bigint NOT NULL,
    device_sequence bigint NOT NULL,
    actor_id text NOT NULL,
    device_id text NOT NULL,
    submitted_for text,
    recorded_at text NOT NULL,
    facts_hash text NOT NULL,
    command text NOT NULL,
    receipt text NOT NULL,
    PRIMARY KEY (workspace, id),
    UNIQUE (workspace, first_position)
  );

  CREATE TABLE events (
    workspace text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    stream text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    id text COLLATE "C" NOT NULL,
    type text NOT NULL,
    commit_id text COLLATE "C" NOT NULL,
    event text NOT NULL,
    PRIMARY KEY (workspace, position),
    UNIQUE (workspace, stream, version),
    UNIQUE (workspace, id),
    FOREIGN KEY (workspace, commit_id) REFERENCES commits (workspace, id)
  );

  CREATE TABLE segments (
    workspace text COLLATE "C" NOT NULL REFERENCES workspaces (id),
    first bigint NOT NULL,
    last bigint NOT NULL,
    hash text NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (workspace, first)
  );

  CREATE TABLE quarantine (
    workspace text COLLATE "C" NOT NULL REFERENCES workspaces (id),
    number bigint NOT NULL,
    commit_id text COLLATE "C" NOT NULL,
    kept_at text NOT NULL,
    actor_id text NOT NULL,
    device_id text COLLATE "C" NOT NULL,
    facts_hash text NOT NULL,
    problem text NOT NULL,
    kept text NOT NULL,
    settled text CHECK (settled IN ('accepted', 'set-aside')),
    settled_at text,
    settled_by text,
    settled_reason text,
    PRIMARY KEY (workspace, number),
    UNIQUE (workspace, commit_id)
  );
  CREATE INDEX quarantine_of_device ON quarantine (workspace, device_id) WHERE settled IS NULL;

  CREATE TABLE quarantine_creations (
    workspace text COLLATE "C" NOT NULL,
    thing text COLLATE "C" NOT NULL,
    commit_id text COLLATE "C" NOT NULL,
    PRIMARY KEY (workspace, thing, commit_id)
  );

  CREATE TABLE devices (
    workspace text COLLATE "C" NOT NULL REFERENCES workspaces (id),
    id text COLLATE "C" NOT NULL,
    actor_id text NOT NULL,
    name text NOT NULL,
    token_hash text COLLATE "C" NOT NULL,
    enrolled_at text COLLATE "C" NOT NULL,
    last_contact_at text,
    commits_accepted bigint NOT NULL DEFAULT 0,
    revoked_at text,
    PRIMARY KEY (workspace, id),
    UNIQUE (workspace, token_hash)
  );
  CREATE INDEX devices_by_token ON devices (token_hash);

  CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '% are append-only', TG_TABLE_NAME; END
  $$;
  CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON commits
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON epochs
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  `,
  // Who enrolled a device before there were roles might do what a planner may.
  `
  CREATE TABLE members (
    workspace text COLLATE "C" NOT NULL REFERENCES workspaces (id),
    user_id text COLLATE "C" NOT NULL,
    role text NOT NULL,
    since text COLLATE "C" NOT NULL,
    PRIMARY KEY (workspace, user_id)
  );
  CREATE INDEX members_by_user ON members (user_id);
  INSERT INTO members SELECT workspace, actor_id, 'planner', min(enrolled_at) FROM devices GROUP BY 1, 2;

  ALTER TABLE devices ADD COLUMN app_version text;
  ALTER TABLE devices ADD COLUMN session_id text;
  `,
  `
  CREATE TABLE enrolment_codes (
    workspace text COLLATE "C" NOT NULL REFERENCES workspaces (id),
    code_hash text COLLATE "C" NOT NULL,
    user_id text COLLATE "C" NOT NULL,
    role text NOT NULL,
    made_by text COLLATE "C" NOT NULL,
    expires_at text COLLATE "C" NOT NULL,
    used_by text COLLATE "C",
    PRIMARY KEY (workspace, code_hash)
  );
  `,
  // In the form of the limiter's store (`sign-in-limits.ts`).
  `
  CREATE TABLE sign_in_attempts (
    key text COLLATE "C" PRIMARY KEY,
    points integer NOT NULL DEFAULT 0,
    expire bigint
  );
  `,
  `
  CREATE TABLE deadlines (
    workspace text COLLATE "C" NOT NULL REFERENCES workspaces (id),
    started_by text COLLATE "C" NOT NULL,
    stream text COLLATE "C" NOT NULL,
    kind text NOT NULL CHECK (kind IN ('hold', 'offer', 'allotment')),
    thing text COLLATE "C" NOT NULL,
    due_at text COLLATE "C" NOT NULL,
    PRIMARY KEY (workspace, started_by)
  );
  CREATE INDEX deadlines_by_time ON deadlines (due_at);
  `,
  `
  DROP INDEX quarantine_of_device;
  CREATE INDEX quarantine_of_person ON quarantine (workspace, actor_id) WHERE settled IS NULL;
  `,
  'ALTER TABLE workspaces ADD COLUMN usual_session text',
];

/** Any number that nobody else on the database takes for something else. */
const MIGRATING = 7_382_465_091;

/**
 * Brings the database to this program's form, one step a transaction; several nodes that start at the same moment
 * take turns, and each step is done by one of them. Throws when a newer program has been here.
 */
export async function migrate(connection: Connection, now: string, migrations = MIGRATIONS): Promise<void> {
  while (await applyNext(connection, now, migrations)) {
    // Until there is none.
  }
}

function applyNext(connection: Connection, now: string, migrations: readonly string[]): Promise<boolean> {
  return transaction(connection, async () => {
    await connection.run(`SELECT pg_advisory_xact_lock(${MIGRATING})`);
    await connection.run(
      'CREATE TABLE IF NOT EXISTS migrations (number int PRIMARY KEY, applied_at text NOT NULL)',
    );
    const [row] = await connection.query<{ newest: number }>(
      'SELECT coalesce(max(number), 0) AS newest FROM migrations',
      [],
    );
    const newest = row?.newest ?? 0;
    if (newest > migrations.length)
      throw new Error(
        'its data was written by a newer version of Daybook; start that one, or a newer one still',
      );
    const step = migrations[newest];
    if (step === undefined) return false;
    await connection.run(step);
    await connection.query('INSERT INTO migrations VALUES ($1, $2)', [newest + 1, now]);
    return true;
  });
}
