import type { Commit } from '../../shared/log/commit.ts';
import type { DeviceId } from '../../shared/log/ids.ts';
import type { RecordedEvent } from '../../shared/log/recorded-event.ts';
import { flawsOf, lossesOf } from '../support/whole-log.ts';
import type { Sample } from './soak-verdict.ts';

/** What everybody did, and what the server has of it when all have come to rest. */
export type Account = {
  readonly log: readonly RecordedEvent[];
  readonly crowd: {
    readonly devices: ReadonlySet<DeviceId>;
    /** Ever, on any of them. */
    readonly saved: readonly Commit[];
    /** What the server has still not accepted. */
    readonly toSend: number;
  };
  /** Those whose booking the phone showed as decided, by name. */
  readonly guests: readonly string[];
};

/** What was lost, doubled or left hanging, in words. */
export function flawsOfWork({ log, crowd, guests }: Account): string[] {
  const ofCrowd = log.filter(({ submittedBy }) => crowd.devices.has(submittedBy.deviceId));
  return [
    ...(crowd.toSend > 0 ? [`${crowd.toSend} commits were never accepted`] : []),
    ...(crowd.saved.length === 0 ? ['nobody in the crowd saved anything'] : []),
    ...flawsOf(log),
    ...lossesOf(ofCrowd, crowd.saved),
    ...guests.flatMap((guest) => {
      const { length } = log.filter((event) => isOf(guest, event));
      return length === 1 ? [] : [`${guest} was booked at the phone, and is in the log ${length} times`];
    }),
  ];
}

/** A server that stands still grows by nothing: between two samples somebody always did something. */
export function standstillsIn(samples: readonly Sample[]): string[] {
  return samples.flatMap(({ hours, events }, index) => {
    const before = samples[index - 1]?.events ?? 0;
    if (events > before) return [];
    return [
      `nothing was recorded before minute ${(hours * 60).toFixed(1)}: ${before} events, then ${events}`,
    ];
  });
}

function isOf(guest: string, { type, data }: RecordedEvent): boolean {
  return type === 'GuestDescribed' && (data.guest as { readonly name?: string }).name === guest;
}
