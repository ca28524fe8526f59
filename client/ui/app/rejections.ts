import type { StatusHead } from '../../view/status.ts';
import { t } from '../texts/texts.ts';
import { alarm, dismiss, notice } from './notices.ts';

/** Whoever works on hears at once that the server has refused something: it was offered, and shown as saved. */
export function tellRejections(): (status: StatusHead) => void {
  let known: number | undefined;
  let told: string | undefined;
  return ({ quarantined, progress, state }) => {
    // While the device's log is being read all counts are zero.
    if (progress) return;
    if (known !== undefined && quarantined > known) {
      told = t().said.notAccepted(quarantined - known);
      alarm(told);
    }
    known = quarantined;
    // The banner that stands there by then says more.
    if (state === 'cut-off' && told !== undefined && notice()?.text === told) dismiss();
  };
}
