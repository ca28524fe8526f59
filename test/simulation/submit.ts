import type { Draft, Submitted } from '../../client/worker/api.ts';
import type { Chronicle } from './chronicle.ts';
import { type Device, journalOf, type Tab } from './device.ts';
import { checkRefusal } from './invariants/refusals.ts';
import { hold } from './invariants/violation.ts';
import type { World } from './world.ts';

/** Milliseconds. */
export const FOLLOWS_WITHIN = 10_000;

/** 13: what one tab or the service worker wrote, the other tabs show, and not only when they have a reason to ask. */
export function followedSoon(world: World, device: Device): void {
  const { chronicle, later, schedule } = world;
  const begun = schedule.now;
  const reached = journalOf(device);
  const open = device.tabs.filter(({ daybook }) => daybook);
  later(FOLLOWS_WITHIN, 'a look at who is back', () => {
    const awake = open.filter(({ alive, frozen, thawedAt }) => alive && !frozen && thawedAt <= begun);
    chronicle.check(() => {
      for (const { name, daybook } of awake) {
        const { journal = 0 } = daybook?.state() ?? {};
        hold(
          journal >= reached,
          '13 liveness',
          () => `${name} is at ${journal}, the device was at ${reached}`,
        );
      }
    });
  });
}

export function submit(world: World, tab: Tab, draft: Draft): void {
  const { chronicle, schedule } = world;
  const { daybook, device } = tab;
  const begins = isFirstOf(chronicle, tab, draft);
  const checkRefused = checkRefusal(tab, draft, world.clock);
  const askedAt = schedule.now;
  const question = `${draft.type} at ${askedAt}, ${bookingOf(draft)}`;
  tab.asked.add(question);
  daybook?.submit(draft).then(
    (submitted) => {
      tab.asked.delete(question);
      chronicle.trace.line(schedule.now, tab.name, `${draft.type} ${submitted.kind}`);
      if (submitted.kind === 'saved') {
        chronicle.note(`saved: ${draft.type}`);
        checkSaved(chronicle, device, submitted);
        followedSoon(world, device);
        device.onJumped();
      } else if (submitted.kind === 'refused') chronicle.check(checkRefused);
      if (submitted.kind !== 'saved' && begins) checkNotSaved(chronicle, tab, draft);
      if (submitted.kind === 'not-saved') noteNotSaved(chronicle, submitted);
    },
    (error) => chronicle.fail(error),
  );
  world.later(ANSWERED_WITHIN, 'a look at the form', () => {
    const isUndisturbed = tab.alive && !tab.frozen && tab.thawedAt <= askedAt;
    chronicle.check(() => {
      hold(!isUndisturbed || !tab.asked.has(question), '14 honest display', () => {
        return `${tab.name} has not answered ${question} for ${ANSWERED_WITHIN} ms`;
      });
    });
  });
}

/** A bug of the app would say so too. */
function noteNotSaved(chronicle: Chronicle, { code, detail }: Submitted & { kind: 'not-saved' }): void {
  chronicle.note(`not-saved: ${code}`);
  chronicle.check(() => {
    hold(code !== 'failed' || detail.startsWith('TimeoutError'), 'a bug', () => `not saved: ${detail}`);
  });
}

/** C6: no command waits for the network; milliseconds. */
const ANSWERED_WITHIN = 10_000;

/** 14: whoever is told that a new booking was not saved would book once more. */
function checkNotSaved(chronicle: Chronicle, tab: Tab, draft: Draft): void {
  chronicle.check(() => {
    const { disk, database } = tab.device;
    const isThere = chronicle.saved.hasBegun(tab, bookingOf(draft)) && disk.peek(database) !== undefined;
    hold(
      !isThere,
      '14 honest display',
      () => `${draft.type} on ${tab.name} was said not to be saved, and is`,
    );
  });
}

/** It would begin a booking that nobody began in this tab, nor is about to. */
function isFirstOf({ saved }: Chronicle, tab: Tab, draft: Draft): boolean {
  if (draft.type !== 'ReserveSeats' && draft.type !== 'JoinWaitlist') return false;
  const isAsked = [...tab.asked].some((question) => question.endsWith(draft.reservationId));
  return !isAsked && !saved.hasBegun(tab, draft.reservationId);
}

function bookingOf(draft: Draft): string | undefined {
  return 'reservationId' in draft ? draft.reservationId : undefined;
}

/** 14: "saved" is shown when it is, and not before. */
function checkSaved(chronicle: Chronicle, device: Device, { commitId }: Submitted & { kind: 'saved' }): void {
  const saved = chronicle.saved.commit(commitId);
  chronicle.check(() => {
    hold(saved, '14 honest display', () => `${commitId} was said to be saved and is not`);
    hold(saved.deviceId === device.enrolment.deviceId, '14 honest display', () => `${commitId} is another's`);
  });
}
