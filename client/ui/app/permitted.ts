import { mayAllotToOthers, mayAsk, type RouteName } from '../../../shared/access/permissions.ts';
import type { CommandType } from '../../../shared/booking/commands.ts';
import { mayGive } from '../../view/permitted.ts';
import type { StatusHead } from '../../view/status.ts';
import { useDaybook } from './daybook.ts';

/**
 * What is offered to who uses this device: what the role does not permit is no button. While the server is asked for
 * the first time whose device this is, nothing is offered that might have to go again.
 */
export function useMay(): (command: CommandType) => boolean {
  const status = useDaybook().status.value;
  if (!status || isFirstAsked(status)) return () => false;
  return (command) => mayGive(status.role, command);
}

function isFirstAsked({ role, lastSuccessAt, state }: StatusHead): boolean {
  return role === null && lastSuccessAt === null && (state === 'starting' || state === 'syncing');
}

/** The same of what is asked of the server at once: only where the server has said that the role may. */
export function useMayAsk(): (route: RouteName) => boolean {
  const role = useDaybook().status.value?.role ?? null;
  return (route) => role !== null && mayAsk(role, route);
}

/** Whether seats are taken along for other devices than this one too (W2). */
export function useMayAllotToOthers(): boolean {
  const role = useDaybook().status.value?.role ?? null;
  return role !== null && mayAllotToOthers(role);
}
