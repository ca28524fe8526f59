import { mayAsk, type RouteName } from '../../../shared/access/permissions.ts';
import type { CommandType } from '../../../shared/booking/commands.ts';
import { mayGive } from '../../view/permitted.ts';
import { useDaybook } from './daybook.ts';

/** What is offered to who uses this device: what the role does not permit is no button. */
export function useMay(): (command: CommandType) => boolean {
  const role = useDaybook().status.value?.role ?? null;
  return (command) => mayGive(role, command);
}

/** The same of what is asked of the server at once: only where the server has said that the role may. */
export function useMayAsk(): (route: RouteName) => boolean {
  const role = useDaybook().status.value?.role ?? null;
  return (route) => role !== null && mayAsk(role, route);
}
