import type { CommandType } from '../../../shared/booking/commands.ts';
import { mayGive } from '../../view/permitted.ts';
import { useDaybook } from './daybook.ts';

/** What is offered to who uses this device: what the role does not permit is no button. */
export function useMay(): (command: CommandType) => boolean {
  const role = useDaybook().status.value?.role ?? null;
  return (command) => mayGive(role, command);
}
