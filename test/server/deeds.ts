import type { FACTS } from '../../shared/access/permissions.ts';
import type { DeviceId } from '../../shared/log/ids.ts';
import type { CommandBody } from '../support/commands.ts';
import * as say from '../support/commands.ts';

/** For each kind of fact: what a planner did before, and what somebody does that brings the fact about. */
export type Deed = { readonly given: readonly CommandBody[]; readonly done: CommandBody };

const SESSION = say.schedule({ A: 10 });
const FULL = say.schedule({ A: 2 });

/** `who`: a name for the reservation that nobody else has; `deviceId`: of who does it. */
export const DEEDS: Record<keyof typeof FACTS, (who: string, deviceId: DeviceId) => Deed> = {
  SessionScheduled: () => ({ given: [], done: SESSION }),
  SessionRescheduled: () => ({ given: [SESSION], done: say.reschedule() }),
  SessionClosed: () => ({ given: [SESSION], done: say.close() }),
  SessionReopened: () => ({ given: [SESSION, say.close()], done: say.reopen() }),
  SessionCancelled: () => ({ given: [SESSION], done: say.cancelSession() }),
  SessionPolicySet: () => ({ given: [SESSION], done: say.setPolicy({ shortfall: 'refuse' }) }),
  SeatsAdded: () => ({ given: [SESSION], done: say.addSeats('A', 3) }),
  SeatsRemoved: () => ({ given: [SESSION], done: say.removeSeats('A', 3) }),
  AllowanceSet: () => ({ given: [SESSION], done: say.setAllowance('A', 2) }),
  WaitlistPrioritySet: (who) => ({ given: waiting(who), done: say.prioritise(who, 5) }),
  SeatsReserved: (who) => ({ given: [SESSION], done: say.reserve(who, { A: 2 }) }),
  GuestDescribed: (who) => ({ given: [SESSION], done: say.reserve(who, { A: 2 }, { guest: say.GUEST }) }),
  ReservationConfirmed: (who) => ({ given: booked(who), done: say.confirm(who) }),
  ReservationCancelled: (who) => ({ given: booked(who), done: say.cancel(who) }),
  ReservationWaitlisted: (who) => {
    const [full, first] = waiting(who) as [CommandBody, CommandBody];
    return { given: [full, first], done: say.join(who, { A: 2 }, { guest: say.GUEST }) };
  },
  WaitlistLeft: (who) => ({ given: waiting(who), done: say.leave(who) }),
  OfferAccepted: (who) => ({ given: offered(who), done: say.acceptOffer(who) }),
  OfferDeclined: (who) => ({ given: offered(who), done: say.declineOffer(who) }),
  SeatsAllotted: (who, deviceId) => ({ given: [SESSION], done: say.allot({ A: 2 }, who, deviceId) }),
  AllotmentReturned: (who, deviceId) => ({
    given: [SESSION, say.allot({ A: 2 }, who, deviceId)],
    done: say.giveBack(who),
  }),
  ReservationMovedOut: (who) => ({
    given: [...booked(who), say.onSession(`${who}, other`, SESSION)],
    done: say.move(who, `${who}, other`),
  }),
  GuestCheckedIn: (who) => ({ given: booked(who), done: say.checkIn(who) }),
  CheckInReverted: (who) => ({ given: [...booked(who), say.checkIn(who)], done: say.revertCheckIn(who) }),
  NoShowMarked: (who) => ({ given: booked(who), done: say.noShow(who) }),
  GuestContacted: (who) => ({ given: booked(who), done: say.logContact(who) }),
};

function booked(who: string): CommandBody[] {
  return [SESSION, say.reserve(who, { A: 2 }, { guest: say.GUEST })];
}

function waiting(who: string): CommandBody[] {
  const first = say.reserve(`before ${who}`, { A: 2 }, { guest: say.GUEST });
  return [FULL, first, say.join(who, { A: 2 }, { guest: say.GUEST })];
}

/** Seats came free, and are kept until there is an answer. */
function offered(who: string): CommandBody[] {
  return [
    say.schedule({ A: 2 }, { promotion: 'offer' }),
    say.reserve('the first', { A: 2 }),
    say.join(who, { A: 2 }),
    say.cancel('the first'),
  ];
}
