import type { LoggedEvent } from './server.ts';

/** The guests in the server's log by name: one entry for each time that seats were booked for them. */
export function guestsBooked(log: readonly LoggedEvent[]): string[] {
  const names = new Map<unknown, string>();
  for (const { type, data } of log)
    if (type === 'GuestDescribed')
      names.set(data.reservationId, String((data.guest as { name?: string } | undefined)?.name ?? data.name));
  return log
    .filter(({ type }) => type === 'SeatsReserved')
    .map(({ data }) => names.get(data.reservationId) ?? 'nobody')
    .sort();
}
