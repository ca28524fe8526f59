import { type CommitId, position } from '../../../shared/log/ids.ts';
import type { Tab } from '../device.ts';
import type { World } from '../world.ts';
import type { SavedCommit } from './saved-commits.ts';
import { hold } from './violation.ts';

/** 14, L5: what the tabs show as their own work and how far it has got, at any moment. */
export function checkAwake({ fleet, chronicle }: World): void {
  const byDevice = Map.groupBy(chronicle.saved.all(), ({ deviceId }) => deviceId);
  for (const device of fleet.devices) {
    for (const tab of device.tabs) {
      checkSent(tab, chronicle.everAccepted);
      checkStuck(tab, chronicle.everRejected);
      for (const one of byDevice.get(device.enrolment.deviceId) ?? []) checkShown(tab, one, chronicle);
      checkRejected(tab, chronicle.saved.rejectedOn(device.enrolment.deviceId));
      checkAccepted(tab, chronicle.saved.acceptedOn(device.enrolment.deviceId));
    }
  }
}

/** What is shown as sent, the server has said to have. */
function checkSent({ daybook, name }: Tab, everAccepted: ReadonlySet<string>): void {
  for (const [id, one] of daybook?.state().work.overlay ?? []) {
    const isTrue = one.state === 'pending' || everAccepted.has(id);
    hold(isTrue, '14 honest display', () => `${name} shows ${id} as sent, and the server never said so`);
  }
}

/** What is shown as stuck, the server has rejected, or it builds on that. */
function checkStuck({ daybook, name }: Tab, everRejected: ReadonlySet<string>): void {
  for (const [id, { because }] of daybook?.state().work.quarantine ?? []) {
    const isTrue = everRejected.has(because ?? id);
    hold(isTrue, '14 honest display', () => `${name} shows ${id} as rejected, and the server never said so`);
  }
}

/** What the server has said to have is shown as sent. */
function checkAccepted({ daybook, name }: Tab, accepted: ReadonlyMap<CommitId, number>): void {
  const state = daybook?.state();
  if (!state) return;
  for (const [id, sequence] of accepted) {
    const isShown = state.journal < sequence || state.work.overlay.get(id)?.state !== 'pending';
    hold(isShown, '14 honest display', () => `${name} shows ${id} as not sent, and the server has it`);
  }
}

/** What the server rejected for good is on display as that, with its reason. */
function checkRejected({ daybook, name }: Tab, rejected: ReadonlyMap<CommitId, number>): void {
  const state = daybook?.state();
  if (!state) return;
  for (const [id, sequence] of rejected) {
    const isShown = state.journal < sequence || state.work.quarantine.has(id);
    hold(isShown, '14 honest display', () => `${name} does not show that ${id} was rejected`);
  }
}

/** What was saved is on display from then on: as own work, until the log that is shown holds it. */
function checkShown({ daybook, name }: Tab, saved: SavedCommit, { serverLog }: World['chronicle']): void {
  const state = daybook?.state();
  const { id } = saved.commit;
  if (!state || state.journal < saved.sequence || state.work.overlay.has(id) || state.work.quarantine.has(id))
    return;
  const log = (state.epoch && serverLog.of(state.epoch)) ?? [];
  const place = log.findLast((event) => event.commitId === id)?.position ?? position(0);
  const isInLog = place > 0 && place <= state.cursor;
  hold(isInLog, '14 honest display', () => `${name} shows nothing of ${id}, which is saved`);
}
