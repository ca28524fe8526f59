import type { Refusal } from '../../../../shared/booking/decision.ts';
import type { Outcome } from '../../../../shared/booking/reservation.ts';
import { seats } from './english.ts';

export const outcomes: Record<Outcome, string> = {
  confirmed: 'Confirmed',
  reserved: 'Reserved',
  waitlisted: 'Waitlisted',
  'wanting-more': 'Reserved, wants more',
  offered: 'Offered',
  unfilled: 'Unfilled',
  moved: 'Moved',
  declined: 'Declined',
  cancelled: 'Cancelled',
  expired: 'Expired',
};

export function refusal(why: Refusal): string {
  const kept = 'Nothing was saved.';
  switch (why.code) {
    case 'session-unknown':
      return `${kept} This device does not know the session. Go back to Today and open it again.`;
    case 'session-exists':
      return `${kept} There is such a session already.`;
    case 'session-unreadable':
      return `${kept} This session holds entries of a newer version. Update the app, then try again.`;
    case 'session-closed':
      return `${kept} The session is closed for bookings. Choose another session.`;
    case 'session-cancelled':
      return `${kept} The session was cancelled. Choose another session.`;
    case 'session-ends-before-it-starts':
      return `${kept} The session would end before it starts. Change one of the times.`;
    case 'seat-type-unknown':
      return `${kept} The session has no seats of the type “${why.seatType}”. Choose another type.`;
    case 'no-seats-asked':
      return `${kept} Choose at least one seat.`;
    case 'not-enough-seats':
      return `${kept} There are not enough seats left. Ask for fewer, or join the waitlist.`;
    case 'fewer-seats-than-that':
      return `${kept} There are only ${seats(why.capacity)} to take away.`;
    case 'contact-needed':
      return `${kept} A phone number or a mail address is needed, since the booking may still change.`;
    case 'reservation-unknown':
      return `${kept} This device does not know the booking any more. Look it up in the session.`;
    case 'reservation-ended':
      return `${kept} The booking has ended (${outcomes[why.outcome].toLowerCase()}). Make a new one.`;
    case 'nothing-granted':
      return `${kept} The booking holds no seats yet, so there is nothing to confirm.`;
    case 'not-waiting':
      return `${kept} The guest is not on the waitlist any more.`;
    case 'no-offer':
      return `${kept} No seats are offered to the guest any more. Look at the booking again.`;
    case 'answer-the-offer':
      return `${kept} Seats are offered to the guest: accept or decline the offer instead.`;
    case 'allotment-unknown':
      return `${kept} This device does not know the seats taken along. Book without them.`;
    case 'allotment-exists':
      return `${kept} These seats were taken along already.`;
    case 'allotment-not-confirmed':
      return `${kept} The server has not set these seats aside yet. Send first, or book provisionally.`;
    case 'allotment-of-another':
      return `${kept} Another device took these seats along. Book without them.`;
    case 'allotment-ended':
      return `${kept} These seats were given back, or their time is over. Book provisionally.`;
    case 'moved-to-itself':
      return `${kept} The booking is in this session already.`;
    case 'booked-there-already':
      return `${kept} The booking is in that session already.`;
    case 'malformed':
      return `${kept} Something that was entered cannot be kept: ${why.detail}.`;
  }
}
