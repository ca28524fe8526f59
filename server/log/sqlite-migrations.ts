import type { DatabaseSync } from 'node:sqlite';

/** Each step is applied once, in order, in a transaction of its own; a step that was released is never changed. */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE workspaces (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    head INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE epochs (
    workspace TEXT NOT NULL REFERENCES workspaces (id),
    number INTEGER NOT NULL,
    epoch TEXT NOT NULL UNIQUE,
    after INTEGER NOT NULL,
    started_at TEXT NOT NULL,
    PRIMARY KEY (workspace, number)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE commits (
    workspace TEXT NOT NULL REFERENCES workspaces (id),
    id TEXT NOT NULL,
    first_position INTEGER NOT NULL,
    last_position INTEGER NOT NULL,
    device_sequence INTEGER NOT NULL,
    actor_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    submitted_for TEXT,
    recorded_at TEXT NOT NULL,
    facts_hash TEXT NOT NULL,
    command TEXT NOT NULL,
    receipt TEXT NOT NULL,
    PRIMARY KEY (workspace, id),
    UNIQUE (workspace, first_position)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE events (
    workspace TEXT NOT NULL,
    position INTEGER NOT NULL,
    stream TEXT NOT NULL,
    version INTEGER NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    commit_id TEXT NOT NULL,
    event TEXT NOT NULL,
    PRIMARY KEY (workspace, position),
    UNIQUE (workspace, stream, version),
    UNIQUE (workspace, id),
    FOREIGN KEY (workspace, commit_id) REFERENCES commits (workspace, id)
  ) STRICT, WITHOUT ROWID;

  CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
  CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
  CREATE TRIGGER commits_are_not_changed BEFORE UPDATE ON commits
    BEGIN SELECT RAISE(ABORT, 'commits are append-only'); END;
  CREATE TRIGGER commits_are_not_deleted BEFORE DELETE ON commits
    BEGIN SELECT RAISE(ABORT, 'commits are append-only'); END;
  CREATE TRIGGER epochs_are_not_changed BEFORE UPDATE ON epochs
    BEGIN SELECT RAISE(ABORT, 'epochs are append-only'); END;
  CREATE TRIGGER epochs_are_not_deleted BEFORE DELETE ON epochs
    BEGIN SELECT RAISE(ABORT, 'epochs are append-only'); END;

  CREATE TABLE segments (
    workspace TEXT NOT NULL REFERENCES workspaces (id),
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    hash TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (workspace, first)
  ) STRICT;

  CREATE TABLE quarantine (
    number INTEGER PRIMARY KEY,
    workspace TEXT NOT NULL REFERENCES workspaces (id),
    commit_id TEXT NOT NULL,
    kept_at TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    facts_hash TEXT NOT NULL,
    problem TEXT NOT NULL,
    kept TEXT NOT NULL,
    settled TEXT CHECK (settled IN ('accepted', 'set-aside')),
    settled_at TEXT,
    settled_by TEXT,
    settled_reason TEXT,
    UNIQUE (workspace, commit_id)
  ) STRICT;
  CREATE INDEX quarantine_of_device ON quarantine (workspace, device_id) WHERE settled IS NULL;

  CREATE TABLE quarantine_creations (
    workspace TEXT NOT NULL,
    thing TEXT NOT NULL,
    commit_id TEXT NOT NULL,
    PRIMARY KEY (workspace, thing, commit_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE devices (
    workspace TEXT NOT NULL REFERENCES workspaces (id),
    id TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    name TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    enrolled_at TEXT NOT NULL,
    last_contact_at TEXT,
    commits_accepted INTEGER NOT NULL DEFAULT 0,
    revoked_at TEXT,
    PRIMARY KEY (workspace, id)
  ) STRICT, WITHOUT ROWID;
  `,
  // Who enrolled a device before there were roles might do what a planner may.
  `
  CREATE TABLE members (
    workspace TEXT NOT NULL REFERENCES workspaces (id),
    user_id TEXT NOT NULL,
    role TEXT NOT NULL,
    since TEXT NOT NULL,
    PRIMARY KEY (workspace, user_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX members_by_user ON members (user_id);
  INSERT INTO members SELECT workspace, actor_id, 'planner', min(enrolled_at) FROM devices GROUP BY 1, 2;

  ALTER TABLE devices ADD COLUMN app_version TEXT;
  ALTER TABLE devices ADD COLUMN session_id TEXT;
  `,
  `
  CREATE TABLE enrolment_codes (
    workspace TEXT NOT NULL REFERENCES workspaces (id),
    code_hash TEXT NOT NULL,
    user_id TEXT NOT NULL,
    role TEXT NOT NULL,
    made_by TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_by TEXT,
    PRIMARY KEY (workspace, code_hash)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE deadlines (
    workspace TEXT NOT NULL REFERENCES workspaces (id),
    started_by TEXT NOT NULL,
    stream TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('hold', 'offer', 'allotment')),
    thing TEXT NOT NULL,
    due_at TEXT NOT NULL,
    PRIMARY KEY (workspace, started_by)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX deadlines_by_time ON deadlines (due_at);
  `,
  `
  DROP INDEX quarantine_of_device;
  CREATE INDEX quarantine_of_person ON quarantine (workspace, actor_id) WHERE settled IS NULL;
  `,
  'ALTER TABLE workspaces ADD COLUMN usual_session TEXT',
];

/** Brings the database to this program's form. Throws when a newer program has been here. */
export function migrate(database: DatabaseSync, now: string, migrations = MIGRATIONS): void {
  database.exec(
    'CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, applied_at TEXT NOT NULL) STRICT',
  );
  const { newest } = database.prepare('SELECT coalesce(max(number), 0) AS newest FROM migrations').get() as {
    newest: number;
  };
  if (newest > migrations.length)
    throw new Error(
      'the data was written by a newer version of Daybook; start that one, or a newer one still',
    );
  migrations.slice(newest).forEach((step, index) => {
    database.exec('BEGIN IMMEDIATE');
    try {
      database.exec(step);
      database.prepare('INSERT INTO migrations VALUES (?, ?)').run(newest + index + 1, now);
      database.exec('COMMIT');
    } catch (error) {
      database.exec('ROLLBACK');
      throw error;
    }
  });
}
