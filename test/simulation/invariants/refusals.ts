import type { Draft } from '../../../client/worker/api.ts';
import { type Command, mostFacts } from '../../../shared/booking/commands.ts';
import { decide } from '../../../shared/booking/decide.ts';
import type { EventId, Instant } from '../../../shared/log/ids.ts';
import type { Tab } from '../device.ts';
import { hold } from './violation.ts';

/**
 * 15: what is refused, the rules refuse, whatever a device's clock shows: they are asked once more, by the true time,
 * with the book that the tab had when it was asked. Returns what to call when it answers that it refuses.
 */
export function checkRefusal(tab: Tab, draft: Draft, now: () => number): () => void {
  const isFine = (): boolean => isPermitted(tab, draft, now());
  const wasFine = isFine();
  return () => {
    // Between the two it met what others did, and one of them saw it.
    hold(!wasFine || !isFine(), '15 a device’s clock', () => {
      return `${tab.name} refuses ${draft.type}, which its book permits, ${tab.device.skew} ms ahead`;
    });
  };
}

function isPermitted({ daybook, device }: Tab, draft: Draft, now: number): boolean {
  const book = daybook?.state().book();
  if (!book) return false;
  const { actorId, deviceId } = device.enrolment;
  const eventIds = Array.from({ length: mostFacts(draft.type) }, (_, index) => `event-${index}` as EventId);
  const at = new Date(now).toISOString() as Instant;
  const decision = decide({ ...draft, at, actorId, deviceId, eventIds } as Command, book);
  return decision.ok && decision.facts.length > 0;
}
