import type { DeviceState } from '../../../client/worker/state/device-state.ts';
import type { CommitId } from '../../../shared/log/ids.ts';
import type { Chronicle } from '../chronicle.ts';
import type { Device, Tab } from '../device.ts';
import type { HeardByDevice } from '../hearing.ts';
import type { SavedCommit, SavedCommits } from './saved-commits.ts';
import { hold } from './violation.ts';

/** 14, L5: what the tabs show as their own work and how far it has got, at any moment. */
export function checkAwake(devices: Iterable<Device>, chronicle: Chronicle): void {
  for (const device of devices) for (const tab of device.tabs) checkTab(tab, chronicle);
}

/** And whenever the strip at the top says something else than before: it has to be so. */
export function checkNews(tab: Tab, chronicle: Chronicle): void {
  checkStrip(tab);
  checkTab(tab, chronicle);
}

function checkTab(tab: Tab, chronicle: Chronicle): void {
  const { saved } = chronicle;
  const { deviceId } = tab.device.enrolment;
  const heard = chronicle.heardBy(deviceId);
  checkSent(tab, heard);
  checkStuck(tab, heard, saved);
  for (const one of saved.of(deviceId)) checkShown(tab, one, chronicle);
  checkRejected(tab, saved.rejectedOn(deviceId));
  checkAccepted(tab, saved.acceptedOn(deviceId));
}

export function checkStrip({ name, daybook, status }: Tab): void {
  const state = daybook?.state();
  if (!state || !status) return;
  const { work, cursor } = state;
  const toSend = toSendIn(state);
  const isTrue =
    status.toSend === toSend && status.quarantined === work.quarantine.size && status.cursor === cursor;
  hold(isTrue, '14 honest display', () => {
    return `${name} at ${cursor} with ${toSend} to send shows ${JSON.stringify(status)}`;
  });
}

/** How much of its own work waits to be sent. */
export function toSendIn({ work }: DeviceState): number {
  return [...work.overlay.values()].filter(({ state }) => state === 'pending').length;
}

/** What is shown as sent, the server has told this device to have: one whose answer was lost is on its way still. */
function checkSent({ daybook, name }: Tab, { accepted }: HeardByDevice): void {
  for (const [id, one] of daybook?.state().work.overlay ?? []) {
    const isTrue = one.state === 'pending' || accepted.has(id);
    hold(isTrue, '14 honest display', () => `${name} shows ${id} as sent, and was never told so`);
  }
}

/** What is shown as stuck, the device was told to be rejected, or it builds on that. From then on it comes when it
 * comes. */
function checkStuck({ daybook, name }: Tab, { out }: HeardByDevice, saved: SavedCommits): void {
  for (const [id, { because }] of daybook?.state().work.quarantine ?? []) {
    saved.quarantined(id);
    const isTrue = out.has(because ?? id);
    hold(isTrue, '14 honest display', () => `${name} shows ${id} as rejected, and was never told so`);
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
function checkShown({ daybook, name }: Tab, saved: SavedCommit, { serverLog }: Chronicle): void {
  const state = daybook?.state();
  const { id } = saved.commit;
  if (!state || state.journal < saved.sequence || state.work.overlay.has(id) || state.work.quarantine.has(id))
    return;
  const place = (state.epoch && serverLog.positionsOf(id, state.epoch).at(-1)) ?? 0;
  const isInLog = place > 0 && place <= state.cursor;
  hold(isInLog, '14 honest display', () => `${name} shows nothing of ${id}, which is saved`);
}
