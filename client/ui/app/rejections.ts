import type { StatusHead } from '../../view/status.ts';
import { t } from '../texts/texts.ts';
import { alarm } from './notices.ts';

/** Whoever works on hears at once that the server has refused something: it was offered, and shown as saved. */
export function tellRejections(): (status: StatusHead) => void {
  let known: number | undefined;
  return ({ quarantined, progress }) => {
    // While the device's log is being read all counts are zero.
    if (progress) return;
    if (known !== undefined && quarantined > known) alarm(t().said.notAccepted(quarantined - known));
    known = quarantined;
  };
}
