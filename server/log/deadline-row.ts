import type { EventId, Instant, StreamId, WorkspaceId } from '../../shared/log/ids.ts';
import { instantOf } from '../running/clock.ts';
import type { Deadline, NewCommit } from './event-log.ts';

/** A row of `deadlines`, which is the same in every database. */
export type DeadlineRow = {
  workspace: WorkspaceId;
  started_by: EventId;
  stream: StreamId;
  kind: Deadline['kind'];
  thing: string;
  due_at: Instant;
};

export const OVERDUE_COLUMNS = 'workspace, started_by, stream, kind, thing, due_at';

export function readDeadline(row: DeadlineRow): Deadline & { readonly workspaceId: WorkspaceId } {
  const { workspace: workspaceId, started_by: startedBy, stream: streamId, kind, thing, due_at: dueAt } = row;
  return { workspaceId, startedBy, streamId, kind, thing, dueAt };
}

/** What new commits set a time to, in the order of the columns, without the workspace. */
export function deadlineRows(commits: readonly NewCommit[]): [EventId, StreamId, string, string, Instant][] {
  return commits.flatMap(({ events, recordedAt }) =>
    events.flatMap(({ id, streamId, begins }) => {
      if (!begins) return [];
      const { kind, thing, minutes } = begins;
      const dueAt = instantOf(Date.parse(recordedAt) + minutes * 60_000);
      return [[id, streamId, kind, thing, dueAt] as [EventId, StreamId, string, string, Instant]];
    }),
  );
}
