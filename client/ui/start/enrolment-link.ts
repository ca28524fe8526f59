import type { WorkspaceId } from '../../../shared/log/ids.ts';

/** What the other browser opens: the code stands after the # and so in nobody's log. */
const PATH = '/enrol';

export type EnrolmentLink = { readonly workspaceId: WorkspaceId; readonly code: string };

export function linkTo(workspaceId: WorkspaceId, code: string): string {
  return `${location.origin}${PATH}#${workspaceId}.${code}`;
}

/** That of the address in which the page was opened, where it is one. */
export function enrolmentLink(): EnrolmentLink | undefined {
  const [workspaceId, code] = location.hash.slice(1).split('.');
  return location.pathname === PATH && workspaceId && code
    ? { workspaceId: workspaceId as WorkspaceId, code }
    : undefined;
}
