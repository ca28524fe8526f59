import { endingsIn } from './by-itself.ts';
import type { Dump, Row } from './dump.ts';
import type { Ledger } from './ledger.ts';

type Change = {
  readonly added: readonly Row[];
  readonly removed: readonly Row[];
  readonly ledger: Ledger;
  /** All tables, as they are in the end. */
  readonly after: Dump;
  /** When that was. */
  readonly at: number;
  /** The commits that the server made by itself. */
  readonly endings: ReadonlySet<string>;
};
type Rule = (change: Change) => string[];

/** What may change, and by whose word. A table that is not named here stays as it is. */
const RULES: Readonly<Record<string, Rule>> = {
  events: only(({ commit_id }, change) => mayBeThere(commit_id, change)),
  commits(change) {
    const { added, ledger } = change;
    const ids = new Set(added.map(({ id }) => String(id)));
    const lost = [...ledger.accepted]
      .filter((id) => !ids.has(id))
      .map((id) => `commit ${id} was accepted and is not there`);
    return [...lost, ...only(({ id }) => mayBeThere(id, change))(change)];
  },
  // Each is set by an event, whose own rule says whether it may be there, and stays until its time is over.
  deadlines({ added, removed, after, at }) {
    const events = new Set((after.get('events') ?? []).map(({ id }) => id));
    return [
      ...said(
        'there of itself',
        added.filter(({ started_by }) => !events.has(started_by)),
      ),
      ...said(
        'gone',
        removed.filter(({ due_at }) => Date.parse(String(due_at)) > at),
      ),
    ];
  },
  quarantine({ added, removed, ledger }) {
    const { rejected, settled, accepted, unanswered } = ledger;
    const isSettled = ({ commit_id }: Row): boolean =>
      settled.has(String(commit_id)) || accepted.has(String(commit_id));
    const wrong = added.filter(
      (row) =>
        rejected.get(String(row.commit_id)) !== row.device_id &&
        !unanswered.has(String(row.commit_id)) &&
        !isSettled(row),
    );
    return [
      ...said('kept', wrong),
      ...said(
        'gone from the quarantine',
        removed.filter((row) => !isSettled(row)),
      ),
    ];
  },
  quarantine_creations: only(
    ({ commit_id }, { ledger: { rejected, unanswered } }) =>
      rejected.has(String(commit_id)) || unanswered.has(String(commit_id)),
  ),
  devices: only(({ id }, { ledger: { devices } }) => devices.has(String(id))),
  members: only(({ user_id }, { ledger: { members } }) => members.has(String(user_id))),
  account_users: only(({ id }, { ledger: { members } }) => members.has(String(id))),
  account_ways: only(({ userId }, { ledger: { members } }) => members.has(String(userId))),
  account_sessions: ({ added, removed, ledger }) =>
    added.length === ledger.signIns && removed.length === 0
      ? []
      : [`${added.length} sessions began, ${removed.length} ended, after ${ledger.signIns} sign-ins`],
  account_verifications: ({ added, ledger }) =>
    added.length <= ledger.signOnsBegun ? [] : [`${added.length} sign-ons for ${ledger.signOnsBegun} begun`],
  // A newer one takes the place of what nobody has used.
  enrolment_codes: ({ added, ledger }) =>
    added.length <= ledger.codes ? [] : [`${added.length} codes, and ${ledger.codes} were made`],
  // What fails is counted, whoever it was.
  sign_in_attempts: () => [],
  // Packing is nobody's doing.
  segments: ({ removed }) => said('segment gone', removed),
};
/** What comes and goes with every request, or follows from the rest. */
const PASSING: Readonly<Record<string, readonly string[]>> = {
  devices: ['last_contact_at', 'app_version', 'session_id', 'commits_accepted'],
  workspaces: ['head', 'revision'],
};

/** `at`: when it was `after`. */
export function changesBetween(before: Dump, after: Dump, ledger: Ledger, at = Date.now()): string[] {
  const endings = endingsIn(after);
  const tables = new Set([...before.keys(), ...after.keys()]);
  return [...tables].flatMap((table) => {
    const [old, now] = [before, after].map((dump) => rowsByText(dump.get(table) ?? [], PASSING[table]));
    const added = [...(now ?? [])].filter(([text]) => !old?.has(text)).map(([, row]) => row);
    const removed = [...(old ?? [])].filter(([text]) => !now?.has(text)).map(([, row]) => row);
    const rule = RULES[table] ?? only(() => false);
    return rule({ added, removed, ledger, after, at, endings }).map((change) => `${table}: ${change}`);
  });
}

function mayBeThere(commitId: unknown, { ledger, endings }: Change): boolean {
  const id = String(commitId);
  return ledger.accepted.has(id) || ledger.unanswered.has(id) || endings.has(id);
}

/** Nothing goes, and what comes was said. */
function only(isSaid: (row: Row, change: Change) => boolean): Rule {
  return (change) => [
    ...said('gone', change.removed),
    ...said(
      'there of itself',
      change.added.filter((row) => !isSaid(row, change)),
    ),
  ];
}

function said(what: string, rows: readonly Row[]): string[] {
  return rows.map((row) => `${what}: ${JSON.stringify(row).slice(0, 300)}`);
}

function rowsByText(rows: readonly Row[], without: readonly string[] = []): Map<string, Row> {
  return new Map(
    rows.map((row) => {
      const lasting = Object.entries(row).filter(([name]) => !without.includes(name));
      return [JSON.stringify(lasting), row];
    }),
  );
}
