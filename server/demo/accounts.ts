import type { WorkspaceId } from '../../shared/log/ids.ts';
import type { Role } from '../../shared/sync/people.ts';
import type { Members } from '../access/members.ts';
import type { People } from '../accounts/accounts.ts';
import { type Clock, instantOf } from '../running/clock.ts';

const PASSWORD = 'daybook-demo';
const ACCOUNTS: readonly { readonly mail: string; readonly name: string; readonly role: Role }[] = [
  { mail: 'planner@demo.test', name: 'Petra', role: 'planner' },
  { mail: 'field@demo.test', name: 'Felix', role: 'field' },
  { mail: 'field2@demo.test', name: 'Frida', role: 'field' },
  { mail: 'auditor@demo.test', name: 'Anton', role: 'auditor' },
  { mail: 'admin@demo.test', name: 'Alma', role: 'administrator' },
];

/** Somebody of each role, all with one password: the demo is for this machine alone. */
export async function admitDemoAccounts(
  workspaceId: WorkspaceId,
  { people, members, clock }: { readonly people: People; readonly members: Members; readonly clock: Clock },
): Promise<void> {
  for (const { mail, name, role } of ACCOUNTS) {
    const { userId } = await people.admit({ mail, name, password: PASSWORD }, workspaceId);
    await members.grant({ workspaceId, userId, role, since: instantOf(clock()) });
  }
}

/** For who tries it out. */
export function demoAccountLines(): string {
  const lines = ACCOUNTS.map(({ mail, role }) => `  ${mail.padEnd(20)} ${role}\n`);
  return `Sign in with the password ${PASSWORD} as\n${lines.join('')}`;
}
