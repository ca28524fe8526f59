import type { WorkspaceId } from '../../shared/log/ids.ts';

/** What the log knows of an event beside the event itself. */
export type EventFrame = {
  readonly stream: string;
  readonly version: number;
  readonly position: number;
  readonly commit_id: string;
  readonly recorded_at: string;
  readonly actor_id: string;
  readonly device_id: string;
};

/**
 * A recorded event's JSON, made of the stored event's text and its frame. All members of the frame have a form
 * that needs no escaping, and the event's own text stays as it was hashed.
 */
export function recordedJson(workspace: WorkspaceId, event: string, frame: EventFrame): string {
  return (
    `${event.slice(0, -1)},"workspaceId":"${workspace}","streamId":"${frame.stream}",` +
    `"version":${frame.version},"position":${frame.position},"commitId":"${frame.commit_id}",` +
    `"recordedAt":"${frame.recorded_at}",` +
    `"submittedBy":{"actorId":"${frame.actor_id}","deviceId":"${frame.device_id}"}}`
  );
}

/** The same for a fold, which needs less. */
export function placedJson(
  event: string,
  frame: Pick<EventFrame, 'stream' | 'version' | 'commit_id'>,
): string {
  return `${event.slice(0, -1)},"streamId":"${frame.stream}","version":${frame.version},"commitId":"${frame.commit_id}"}`;
}
