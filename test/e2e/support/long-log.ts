import { RULES } from '../../../shared/booking/rules.ts';
import { LIMITS, PROTOCOL } from '../../../shared/sync/protocol.ts';
import { GUEST, reserve, schedule } from '../../support/commands.ts';
import { createClerk } from '../../support/commits.ts';
import { enrolAt } from '../../support/networked-device.ts';
import { type Random, random } from '../../support/random.ts';

const BOOKINGS = 450;
const NOTE_LETTERS = 1_900;
const HOUR = 3_600_000;

/** Another device writes 1.5 MB into the server's log, which no compression makes much smaller: a session of that
 * title, in an hour, with many bookings. `signedIn`: the cookie of whose device it is. */
export async function fillServer(address: string, title: string, signedIn: string): Promise<void> {
  const { enrolment, cookie } = await enrolAt(address, 'Bob', { session: signedIn });
  const { workspaceId, deviceId, epoch } = enrolment;
  const [startsAt, endsAt] = [1, 2].map((hours) => new Date(Date.now() + hours * HOUR).toISOString());
  const session = { ...schedule({ A: BOOKINGS }), title, startsAt, endsAt } as ReturnType<typeof schedule>;
  const chance = random(1);
  const bookings = Array.from({ length: BOOKINGS }, (_, nth) =>
    reserve(`guest ${nth}`, { A: 1 }, { guest: { ...GUEST, note: letters(chance) } }),
  );
  const commits = createClerk(enrolment).commits(session, ...bookings);
  while (commits.length > 0) {
    const request = { protocol: PROTOCOL, rules: RULES, epoch, deviceId, commits: nextRequest(commits) };
    const response = await fetch(`${address}/api/workspaces/${workspaceId}/commits`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(request),
    });
    if (!response.ok) throw new Error(await response.text());
  }
}

function nextRequest<T>(commits: T[]): T[] {
  const together = Math.floor(LIMITS.requestBytes / (3 * NOTE_LETTERS));
  return commits.splice(0, together);
}

function letters(chance: Random): string {
  return Array.from({ length: NOTE_LETTERS }, () => String.fromCharCode(chance.whole(33, 126))).join('');
}
