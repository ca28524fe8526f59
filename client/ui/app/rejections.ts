import type { StatusHead } from '../../view/status.ts';
import { t } from '../texts/texts.ts';
import { alarm, dismiss, notice, say } from './notices.ts';

/**
 * Whoever works on hears at once that the server has refused something: it was offered, and shown as saved. And that
 * somebody took it into the book after all.
 */
export function tellRejections(): (status: StatusHead) => void {
  let known: StatusHead | undefined;
  let told: string | undefined;
  return (status) => {
    // While the device's log is being read all counts are zero.
    if (status.progress) return;
    const refused = known ? status.quarantined - known.quarantined : 0;
    const takenIn = known ? known.kept - status.kept : 0;
    if (refused > 0) {
      told = t().said.notAccepted(refused);
      alarm(told);
    } else if (takenIn > 0) say(t().said.takenIn(takenIn));
    known = status;
    // The banner that stands there by then says more.
    if (status.state === 'cut-off' && told !== undefined && notice()?.text === told) dismiss();
  };
}
