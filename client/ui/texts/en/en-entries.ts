import type { CommandType } from '../../../../shared/booking/commands.ts';
import type { Happening } from '../../../view/happening.ts';
import type { InboxAction, InboxWhy, Stand } from '../../../view/inbox-row.ts';
import { outcomes } from './en-refusals.ts';
import { guestOr, guests, n, nth, party, seats } from './english.ts';

export function happening(what: Happening, guest: string | null): string {
  const who = guestOr(guest);
  switch (what.type) {
    case 'SessionScheduled':
      return `Session “${what.title ?? ''}” was set up`;
    case 'SessionRescheduled':
      return 'The session was moved to another time';
    case 'SessionClosed':
      return 'The session was closed for bookings';
    case 'SessionReopened':
      return 'The session was opened again';
    case 'SessionCancelled':
      return 'The session was cancelled';
    case 'SessionPolicySet':
      return 'The rules of the session were changed';
    case 'SeatsAdded':
      return `${seats(what.count ?? 0)} added: ${what.label ?? ''}`;
    case 'SeatsRemoved':
      return `${seats(what.count ?? 0)} taken away: ${what.label ?? ''}`;
    case 'AllowanceSet':
      return `Up to ${seats(what.count ?? 0)} beyond capacity: ${what.label ?? ''}`;
    case 'SeatsReserved':
      return `${party(what.party)} booked for ${who}`;
    case 'GuestDescribed':
      return `Name and contact noted: ${who}`;
    case 'ReservationConfirmed':
      return `${who}: booking confirmed`;
    case 'ReservationCancelled':
      return `${who}: booking cancelled`;
    case 'ReservationWaitlisted':
      return `${who}: on the waitlist for ${party(what.party)}`;
    case 'WaitlistLeft':
      return `${who}: left the waitlist`;
    case 'WaitlistPrioritySet':
      return `${who}: priority ${n(what.count ?? 0)} in the waitlist`;
    case 'GuestCheckedIn':
      return `${who} checked in, ${guests(what.count ?? 0)}`;
    case 'CheckInReverted':
      return `${who}: check-in undone`;
    case 'NoShowMarked':
      return `${who} did not come`;
    case 'GuestContacted':
      return `${who} contacted ${contactMeans[what.contact?.means ?? ''] ?? ''}: ${contactOutcomes[what.contact?.outcome ?? ''] ?? ''}`;
    case 'ReservationPromoted':
      return `${who}: from the waitlist to ${party(what.party)}`;
    case 'ReservationReduced':
      return `${who}: reduced to ${party(what.party)}`;
    case 'ReservationRestored':
      return `${who}: change undone, back to ${party(what.party)}`;
    case 'ReservationDeclined':
      return `${who}: booking declined`;
    case 'SeatsOffered':
      return `${who}: ${party(what.party)} offered`;
    case 'OfferAccepted':
      return `${who}: offer accepted`;
    case 'OfferDeclined':
      return `${who}: offer declined`;
    case 'OfferExpired':
      return `${who}: the offer ran out`;
    case 'SeatsAllotted':
      return `${party(what.party)} taken along by a device`;
    case 'AllotmentReturned':
      return 'Seats that a device had taken along were given back';
    case 'AllotmentExpired':
      return 'The time of seats that a device had taken along ran out';
    case 'ReservationExpired':
      return `${who}: not confirmed in time, the booking ended`;
    case 'ReservationMovedOut':
      return `${who}: moved to another session with ${party(what.party)}`;
    case 'ReservationMoveReverted':
      return `${who}: the move was undone`;
    default:
      return `An entry of a newer version (${what.type}): update the app to read it`;
  }
}

const contactMeans: Record<string, string> = {
  phone: 'by phone',
  message: 'by message',
  mail: 'by mail',
  'in-person': 'in person',
  other: 'otherwise',
};

const contactOutcomes: Record<string, string> = {
  told: 'told',
  'no-answer': 'no answer',
  unreachable: 'cannot be reached',
};

export const reasons: Record<string, string> = {
  full: 'the session was full',
  'session-closed': 'the session was closed',
  'session-cancelled': 'the session was cancelled',
  'reservation-ended': 'the booking had ended',
  'nothing-to-move': 'it held no seats any more where it came from',
};

export const commands: Record<string, string> = {
  ScheduleSession: 'New session',
  RescheduleSession: 'Other times',
  CloseSession: 'Session closed',
  ReopenSession: 'Session opened again',
  CancelSession: 'Session cancelled',
  SetPolicy: 'Other rules',
  AddSeats: 'Seats added',
  RemoveSeats: 'Seats taken away',
  SetAllowance: 'Seats beyond capacity',
  ReserveSeats: 'Booking',
  ConfirmReservation: 'Confirmation',
  CancelReservation: 'Cancellation',
  JoinWaitlist: 'Waitlist',
  LeaveWaitlist: 'Leaving the waitlist',
  SetPriority: 'Priority in the waitlist',
  CheckInGuest: 'Check-in',
  RevertCheckIn: 'Check-in undone',
  MarkNoShow: 'No-show',
  LogContact: 'Contact with the guest',
  AllotSeats: 'Seats taken along',
  ReturnAllotment: 'Seats given back',
  MoveReservation: 'Move to another session',
  AcceptOffer: 'Offer taken',
  DeclineOffer: 'Offer declined',
} satisfies Record<CommandType, string>;

export function stand({ outcome, party: lines, place, command }: Stand): string {
  if (outcome === 'change-asked') return 'Another party size was asked for';
  if (outcome === 'other-change') return commands[command ?? ''] ?? 'An entry';
  const word = outcome === 'checked-in' ? 'Checked in' : outcomes[outcome];
  return `${word}: ${party(lines)}${place ? ` · ${nth(place)} in line` : ''}`;
}

export const why: Record<InboxWhy, string> = {
  waitlisted: 'Other bookings reached the server first, and the whole party did not fit any more.',
  reduced: 'Other bookings reached the server first; these seats were what was left.',
  restored:
    'Other bookings reached the server first, so the larger party did not fit. What was booked before stays.',
  declined: 'Other bookings reached the server first, and this booking was not to wait.',
  promoted: 'Seats were given back, and the guest was next on the waitlist.',
  offered: 'Seats were given back, and they are kept for the guest until there is an answer.',
  'offer-expired': 'Nobody answered in time, so the seats went on to the next.',
  'offer-gone': 'The seats were not offered any more when the answer came.',
  'hold-expired': 'It was not confirmed in time, so the seats went back.',
  'move-reverted': 'The other session had no seats left, so the booking stays where it was.',
  'confirmed-without-seats': 'It was confirmed here, but held no seats by then.',
  'arrived-without-seats': 'The guest came, but held no seats by then.',
  'session-rescheduled': 'The session was moved to another time.',
  'session-cancelled': 'The session was cancelled.',
  'session-was-cancelled': 'The session was cancelled.',
  'session-was-closed': 'The session was closed for bookings.',
  'reservation-ended': 'The booking had ended before the change arrived.',
  'not-sent-yet':
    'On the figures that this device has now, the seats are gone. Nothing is decided until it is sent.',
  'answer-on-its-way': 'The server has it; what it made of it is on its way to this device.',
  'builds-on-rejected': 'It builds on an entry that the server did not accept.',
  rejected: 'The server did not accept it. It is kept on this device.',
};

export const actions: Record<InboxAction, string> = {
  'tell-guest': 'Tell the guest',
  elsewhere: 'Book another session',
  'change-party': 'Offer another party size',
  confirm: 'Confirm the booking',
  cancel: 'Cancel the booking',
  'leave-waitlist': 'Leave the waitlist',
  'revert-check-in': 'Undo the check-in',
  'accept-offer': 'The guest takes the offer',
  'decline-offer': 'The guest declines the offer',
  'send-now': 'Send now',
  export: 'Save to a file for a planner',
  'set-aside': 'Set aside for good',
  'see-session': 'Open the session',
  'see-history': 'See both in the history',
};
