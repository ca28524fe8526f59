import type { CommandType } from '../../../shared/booking/commands.ts';
import type { Refusal } from '../../../shared/booking/decision.ts';
import type { Outcome } from '../../../shared/booking/reservation.ts';
import type { SessionStatus } from '../../../shared/booking/session.ts';
import type { Role, SignOnFailure } from '../../../shared/sync/people.ts';
import type { ProblemCode } from '../../../shared/sync/problem.ts';
import type { PartyLine } from '../../view/figures.ts';
import type { Happening } from '../../view/happening.ts';
import type { InboxAction, InboxWhy, Stand } from '../../view/inbox-row.ts';
import type { FailureClass } from '../../view/source.ts';
import type { StorageCode } from '../../worker/api.ts';
import { count, language, list, n, plurals } from './english.ts';

// Every word that a person reads. Another language is one more file of the type `Texts`; what is counted, dated
// or listed goes through Intl with `language`, and codes come from the views, never sentences.

const ordinals = new Intl.PluralRules(language, { type: 'ordinal' });
const ORDINAL: Record<string, string> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };
const nth = (place: number): string => `${n(place)}${ORDINAL[ordinals.select(place)]}`;
const seats = (of: number): string => count(of, 'seat', 'seats');
const party = (lines: readonly PartyLine[]): string =>
  lines.length === 0 ? 'no seats' : list.format(lines.map((line) => `${n(line.seats)} × ${line.label}`));
const guestOr = (guest: string | null): string => guest ?? 'a guest';

const outcomes: Record<Outcome, string> = {
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

const problems: Record<ProblemCode, string> = {
  'sign-in': 'The server asks who you are.',
  'not-enrolled': 'The server does not know this device.',
  credentials: 'The mail address or the password is not right.',
  'enrolment-code': 'This code was used already, or is older than ten minutes. Ask for a new one.',
  'sign-on-unreachable':
    'Your organisation’s sign-on cannot be reached. Nothing was changed. Try again in a few minutes, or sign in by mail address and password if you have one.',
  'too-many-attempts': 'There were too many attempts. Try again in a quarter of an hour.',
  'too-many-devices':
    'You have 50 devices in use in this daybook. Revoke one that you do not use any more, on another of them, or ask a planner to.',
  'too-many-enrolments': 'You have enrolled 100 devices in this daybook within a day. Try again tomorrow.',
  'too-many-feeds': 'The server tells so many of your devices what is new that this one asks by itself.',
  origin: 'The request came from another site.',
  host: 'The server does not know itself by this name.',
  'not-found': 'The server does not know this address.',
  'method-not-allowed': 'The server does not do this here.',
  'not-json': 'The server could not read the request.',
  malformed: 'The server could not read the request.',
  'too-large': 'There was too much in one request.',
  'too-deep': 'The request was nested too deeply.',
  'too-many': 'There were too many entries in one request.',
  'update-app': 'This version of the app and the server do not fit together.',
  'epoch-changed': 'The server was restored from a backup.',
  schema: 'The entry does not have the form that the server accepts.',
  actor: 'The entry names somebody else as its author.',
  'facts-differ': 'The server has another entry under the same number.',
  'event-id-taken': 'The server has another entry under the same number.',
  'session-unknown': 'The server does not know this session.',
  'session-exists': 'The server has a session under this number already.',
  'session-ends-before-it-starts': 'The session would end before it starts.',
  'reservation-unknown': 'The server does not know this booking.',
  'allotment-unknown': 'The server does not know the seats that were taken along.',
  'allotment-exists': 'The server has other seats under the same number.',
  'allotment-of-another': 'Another device took these seats along.',
  'move-incomplete': 'The move names only one of its two sessions.',
  'split-unasked': 'The party would be split, and nobody asked for that.',
  'granted-above-wanted': 'More seats were granted than asked for.',
  'derived-as-fact': 'The entry claims a consequence as a fact.',
  'depends-on': 'It builds on an entry that the server did not accept.',
  'set-aside': 'A planner set it aside.',
  'only-set-aside': 'It names somebody else as its author than who sent it, so nobody can take it in.',
  'last-administrator': 'Somebody has to administer this daybook. Make somebody else an administrator first.',
  'account-of-others':
    'This account is not this daybook’s alone, so nobody here can open it. Ask who runs the server for a new password.',
  'account-exists':
    'There is an account of this mail address, and its password stays. Nothing was set up, and the link still works. Use another mail address; under People you can admit this one afterwards.',
  'device-revoked': 'This device was signed off by a planner.',
  'role-withdrawn': 'You do not belong to this workspace any more.',
  'not-permitted': 'Your role does not permit this.',
  'type-unknown': 'The server is older than this app and does not know this kind of entry yet.',
  'derived-differ': 'The server came to another result; this device will look again.',
  oversold: 'It would sell seats that do not exist.',
  'quarantine-full':
    'Too many entries of yours wait for a planner. Ask one to settle some under Desk, Quarantine, and save this one to a file for them.',
  unavailable: 'The server cannot do this at the moment.',
  internal: 'Something went wrong on the server.',
};

function refusal(why: Refusal): string {
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

const guests = (of: number): string => count(of, 'guest', 'guests');

function happening(what: Happening, guest: string | null): string {
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

const reasons: Record<string, string> = {
  full: 'the session was full',
  'session-closed': 'the session was closed',
  'session-cancelled': 'the session was cancelled',
  'reservation-ended': 'the booking had ended',
  'nothing-to-move': 'it held no seats any more where it came from',
};

const commands: Record<string, string> = {
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

function stand({ outcome, party: lines, place, command }: Stand): string {
  if (outcome === 'change-asked') return 'Another party size was asked for';
  if (outcome === 'other-change') return commands[command ?? ''] ?? 'An entry';
  const word = outcome === 'checked-in' ? 'Checked in' : outcomes[outcome];
  return `${word}: ${party(lines)}${place ? ` · ${nth(place)} in line` : ''}`;
}

const why: Record<InboxWhy, string> = {
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

const actions: Record<InboxAction, string> = {
  'tell-guest': 'Tell the guest',
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

const failures: Record<Exclude<FailureClass, 'storage'>, { readonly what: string; readonly todo: string }> = {
  offline: {
    what: 'There was no network.',
    todo: 'Nothing to do: everything is kept here and goes out when there is one.',
  },
  later: {
    what: 'The server was reached and could not take it.',
    todo: 'This device tries again by itself. If it goes on, tell whoever runs the server.',
  },
  'sign-in': {
    what: 'The server does not recognise this device any more.',
    todo: 'Everything is kept here, and you can go on working. Save what is unsent to a file, so that a planner can look after it.',
  },
  'cut-off': {
    what: 'The server takes nothing from this device any more.',
    todo: 'What it refused is kept here, in the inbox, and with the planners.',
  },
  'update-app': {
    what: 'The app and the server do not fit together any more.',
    todo: 'Everything is kept here. Load the new version of the app.',
  },
  permanent: {
    what: 'The server refused it for good.',
    todo: 'It is kept here; see the inbox.',
  },
};

const signOnFailures: Record<SignOnFailure, { readonly what: string; readonly todo: string }> = {
  failed: {
    what: 'Your organisation’s sign-on did not work.',
    todo: 'Try again. If it goes on, sign in by mail address and password, or tell an administrator.',
  },
  'not-admitted': {
    what: 'Your organisation’s sign-on knows you, but nobody with its mail address is admitted here.',
    todo: 'Ask an administrator to add you with that address.',
  },
  'no-mail': {
    what: 'Your organisation’s sign-on names no verified mail address of yours.',
    todo: 'Have one verified there, then try again.',
  },
};

type StorageText = { readonly what: string; readonly kept: string; readonly todo: string };
const everything = 'Everything that was shown as saved is still there.';
const storage: Record<StorageCode, StorageText> = {
  quota: {
    what: 'This device has no room left.',
    kept: everything,
    todo: 'Delete some photos or files, then try again.',
  },
  lost: {
    what: 'The connection to this device’s storage broke.',
    kept: everything,
    todo: 'Try again. If it happens again, restart the app.',
  },
  vanished: {
    what: 'The browser removed this app’s storage.',
    kept: 'What was sent is safe on the server. What was not sent is gone from this device.',
    todo: 'Reload the app and enrol this device again.',
  },
  'newer-version': {
    what: 'Another tab has this app open in another version.',
    kept: everything,
    todo: 'Close the other tabs and reload this one.',
  },
  damaged: {
    what: 'Something in this device’s storage cannot be read.',
    kept: 'Nothing was deleted.',
    todo: 'Reload the app. If it goes on, save what is unsent to a file and ask for help.',
  },
  failed: {
    what: 'This device could not write it down.',
    kept: everything,
    todo: 'Try again. If it goes on, restart the app.',
  },
};

const roles: Record<Role, string> = {
  administrator: 'Administrator',
  planner: 'Planner',
  field: 'Field staff',
  auditor: 'Auditor',
};

const statuses: Record<SessionStatus, string> = {
  unscheduled: 'Not set up',
  open: 'Open',
  closed: 'Closed for bookings',
  cancelled: 'Session cancelled',
};

export const en = {
  language,
  name: 'Daybook',
  number: n,
  seats,
  party,
  outcomes,
  statuses,
  refusal,
  happening,
  stand,
  why,
  actions,
  failures,
  problems,
  storage,
  reasons,
  commands,
  problem: (code: ProblemCode | null, detail: string | null): string =>
    code ? problems[code] : (detail ?? 'The server gave a reason that this version does not know.'),
  guest: guestOr,
  noName: 'No name noted',
  roles,

  shell: {
    places: 'Places',
    today: 'Today',
    inbox: 'Inbox',
    inboxCount: (of: number): string => count(of, 'guest to look after', 'guests to look after'),
    nothingChosen: 'Nothing chosen yet',
    chosenSession: 'The chosen session',
    chosenGuest: 'The chosen guest',
    history: 'History',
    device: 'Device',
    skip: 'To the content',
    back: 'Back',
    close: 'Close',
    dismiss: 'Dismiss',
    choose: 'Choose a session on the left to see its bookings.',
    chooseGuest: 'Choose a guest on the left.',
    notFound: 'There is no such page.',
    notFoundTodo: 'Nothing was lost. Go back to Today.',
    loadFailed: 'This part of the app is not on this device yet.',
    loadFailedTodo: 'Everything that you saved is kept. Connect once and open it again.',
    tryAgain: 'Try again',
  },

  /** What of the desk stands outside of it; its other words come with it (`en-desk.ts`). */
  desk: {
    title: 'Desk',
    choose: 'Choose on the left what to look after.',
    parts: { people: 'People', devices: 'Devices', quarantine: 'Quarantine' },
    waiting: (of: number): string => count(of, 'entry waits', 'entries wait'),
  },

  strip: {
    label: 'Saved, sent and decided',
    saved: 'Saved on this device',
    toSend: (of: number): string => `${n(of)} to send`,
    toDecide: (of: number): string => `${n(of)} to decide`,
    nothingToSend: 'Nothing to send',
    lastSent: (time: string): string => `last sent ${time}`,
    neverSent: 'nothing sent yet',
    offline: 'Offline, carry on',
    failing: 'Sending does not work',
    signIn: 'The server asks who you are',
    cutOff: 'Not let in any more',
    updateApp: 'Update the app to send',
    storage: 'This device cannot write',
    starting: 'Opening the daybook',
    syncing: 'Sending',
    downloading: (done: string, of: string): string => `Fetching entries: ${done} of ${of}`,
    replaying: (done: string, of: string): string => `Reading the daybook: ${done} of ${of}`,
  },

  banner: {
    update: 'A new version is ready.',
    updateTodo: 'It is put in when you are not at work for a minute, or now. Everything saved stays.',
    updateNow: 'Put it in now',
    signIn: 'The server does not recognise this device any more.',
    signInKept: (unsent: number): string =>
      unsent > 0
        ? `Nothing was lost: ${count(unsent, 'entry that is', 'entries that are')} not sent ${plurals.select(unsent) === 'one' ? 'is' : 'are'} kept here, and you can go on working. Save them to a file and tell a planner.`
        : 'Nothing was lost: everything that was saved here is on the server. You can go on working; what you save now is kept here. Tell a planner.',
    workerDied: 'The part of the app that writes things down has stopped.',
    workerDiedTodo:
      'Everything that was shown as saved is kept. Start it again; what is still in a form may or may not be saved: look whether it is there, or save it again.',
    restart: 'Start it again',
    notPersisted: 'This browser may remove what is not sent when the device runs out of room.',
  },

  today: {
    title: 'Today',
    heading: (day: string): string => `Today, ${day}`,
    tomorrow: (day: string): string => `Tomorrow, ${day}`,
    search: 'Find a session',
    venue: 'Venue',
    allVenues: 'All venues',
    past: (of: number): string => `Show ${count(of, 'earlier session', 'earlier sessions')}`,
    hidePast: 'Hide earlier sessions',
    nothingToday: 'No sessions today.',
    nothingFits: 'No session fits that. Change the words or choose all venues.',
    more: (of: number): string =>
      `${count(of, 'more session', 'more sessions')}. Narrow it down with the words above.`,
    notFetched: 'Nothing was fetched from the server yet.',
    notFetchedTodo: 'Sessions come as soon as that works; see the line at the top.',
    empty: 'This daybook is empty.',
    emptyTodo: 'Sessions stand here by day. Begin with the first one.',
    emptyForOthers: 'Sessions stand here by day as soon as a planner has made the first one.',
    newSession: 'New session',
  },

  card: {
    left: 'left',
    leftOf: (of: number): string => `${seats(of)} left`,
    over: (of: number): string => `Overbooked by ${n(of)}`,
    full: 'Full',
    taken: 'taken',
    allotted: 'allotted',
    held: 'held',
    offered: 'offered',
    of: (capacity: number): string => `of ${n(capacity)}`,
    asOf: (time: string): string => `as of ${time}`,
    neverSynced: 'on this device’s figures only',
    waiting: (of: number): string => `${n(of)} waiting`,
    provisional: (of: number): string => `${n(of)} of yours provisional`,
    guaranteed: (of: number): string => `${n(of)} guaranteed to you`,
    unreadable: 'Update the app to book here',
    leftByType: (left: number, label: string): string => `${label}: ${n(left)} left`,
    bar: (taken: number, left: number, capacity: number): string =>
      `${n(taken)} of ${n(capacity)} taken, ${n(left)} left`,
    zone: (time: string, zone: string): string => `${time} in ${zone}`,
  },

  session: {
    book: 'Book seats',
    bookings: 'Bookings',
    waitlist: 'Waitlist',
    checkIn: 'Check-in',
    tabs: 'Lists of this session',
    tab: (name: string, of: number): string => `${name} · ${n(of)}`,
    search: 'Find a guest',
    noBookings: 'No bookings yet.',
    noBookingsTodo: 'The first one goes on the line at the top.',
    noWaitlist: 'Nobody is waiting.',
    noWaitlistTodo: 'Who does not fit any more stands here, in order.',
    noArrivals: 'Nobody to check in yet.',
    noArrivalsTodo: 'Guests with seats stand here by name.',
    nobodyFits: 'No guest fits that.',
    more: (of: number): string => `${count(of, 'more guest', 'more guests')}. Find them by name above.`,
    toArrive: (of: number): string => `${n(of)} to come`,
    arrived: (of: number): string => `${n(of)} here`,
    history: 'History',
    seats: 'Seats',
    unreadable: 'Update the app to work on this session.',
    unreadableWhy: (type: string): string =>
      `It holds an entry of a newer version (${type}). You can read it; bookings here need the update.`,
    quarantined: (of: number): string =>
      `${count(of, 'entry was', 'entries were')} not accepted: see the inbox`,
    gone: 'This device has no such session.',
    goneTodo: 'It may not have been fetched yet. Go back to Today, or connect and open it again.',
    followUp: 'Guest to be told',
    own: 'booked here',
    wants: (granted: number, wanted: number): string => `Reserved ${n(granted)}, wants ${n(wanted)}`,
    place: (place: number): string => `${nth(place)} in line`,
    here: (of: number): string => `Here, ${n(of)}`,
    noShow: 'Did not come',
  },

  marks: {
    saved: 'Saved',
    sent: 'Sent',
    notSent: 'To send',
    decided: 'Decided',
    notDecided: 'To decide',
    mark: (word: string, time: string): string => `${word} ${time}`,
  },

  book: {
    title: (session: string): string => `Book: ${session}`,
    name: 'Guest’s name',
    phone: 'Phone',
    mail: 'Mail',
    reach: 'One of the two, in case the booking changes.',
    note: 'Note (if needed)',
    howMany: 'How many',
    more: (label: string): string => `One more: ${label}`,
    fewer: (label: string): string => `One fewer: ${label}`,
    save: 'Save the booking',
    saveWaitlist: 'Save on the waitlist',
    saving: 'Saving',
    join: 'Put on the waitlist instead',
    missingName: 'Write the guest’s name.',
    missingReach: 'Write a phone number or a mail address.',
    phoneWithoutDigits: 'A phone number has digits. Write one, or leave it empty and write a mail address.',
    mailWithoutAt: 'A mail address has an “@”. Write one, or leave it empty and write a phone number.',
    missingSeats: 'Choose at least one seat.',
    done: 'Done',
    another: 'Book another guest',
    discard: 'Close without saving? What was typed here is lost.',
    discardYes: 'Close without saving',
    discardNo: 'Keep writing',
  },

  promise: {
    willReserve: (of: number): string => `${seats(of)} will be reserved.`,
    willWait: (place: number | null): string =>
      place ? `The party will be ${nth(place)} on the waitlist.` : 'The party will be on the waitlist.',
    willWantMore: (granted: number, wanted: number): string =>
      `${seats(granted)} stay reserved; the party waits for ${n(wanted)}.`,
    willGetSome: (granted: number, wanted: number): string =>
      granted === 0
        ? 'No seat is left: the guest will be noted without one. To wait for a seat, use the waitlist.'
        : `${n(granted)} of ${seats(wanted)} will be reserved.`,
    wouldRefuse: 'Not enough seats are left. Ask for fewer, or put the party on the waitlist.',
    provisional: 'Provisional: may be moved or waitlisted',
    figures: (time: string): string => `on figures as of ${time}`,
    noFigures: 'on this device’s figures only',
    nothing: 'Nothing would change.',
    saved: 'Saved on this device',
    reserved: (of: number): string => `${seats(of)} reserved.`,
    unfilled: 'Noted without a seat: none was left.',
    waiting: (place: number | null): string =>
      place ? `On the waitlist, ${nth(place)} in line.` : 'On the waitlist.',
    savedAt: (time: string): string => `Saved ${time} · to send`,
    tellNow: 'Tell the guest now: we will be in touch if it changes.',
  },

  reservation: {
    title: (guest: string): string => guest,
    confirm: 'Confirm',
    change: 'Change the party',
    checkIn: 'Check in',
    checkInAll: (of: number): string => `Check in ${guests(of)}`,
    undoCheckIn: 'Undo check-in',
    noShow: 'Did not come',
    undoNoShow: 'Undo: the guest came',
    cancel: 'Cancel the booking',
    leaveWaitlist: 'Leave the waitlist',
    history: 'History of this session',
    call: 'Call',
    message: 'Message',
    mail: 'Mail',
    saveChange: 'Save the change',
    cancelTitle: (guest: string): string => `Cancel ${guest}’s booking?`,
    cancelWhat: (of: string): string => `This gives back ${of}. Whoever waits and fits moves up.`,
    cancelWaiting: 'This takes the party off the waitlist; its place is gone.',
    cancelBack: 'It stays in the history. To get it back, make a new booking if seats are left.',
    cancelReason: 'Reason (the history shows it)',
    cancelReasonDefault: 'The guest does not come',
    keep: 'Keep the booking',
    leaveTitle: (guest: string): string => `Take ${guest} off the waitlist?`,
    leaveWhat: 'The place in line is given up.',
    leaveKeeps: (of: string): string => `${of} stay reserved.`,
    leaveBack: 'It stays in the history. Joining again starts at the end of the line.',
    stay: 'Stay on the waitlist',
    ended: 'This booking has ended. It stays here so that nothing is torn out.',
  },

  said: {
    confirmed: (guest: string): string => `Saved on this device: ${guest} confirmed.`,
    checkedIn: (guest: string): string => `Saved on this device: ${guest} checked in.`,
    checkInUndone: (guest: string): string => `Saved on this device: check-in of ${guest} undone.`,
    noShow: (guest: string): string => `Saved on this device: ${guest} did not come.`,
    cancelled: (guest: string): string => `Saved on this device: booking of ${guest} cancelled.`,
    left: (guest: string): string => `Saved on this device: ${guest} left the waitlist.`,
    changed: (guest: string): string => `Saved on this device: party of ${guest} changed.`,
    told: (guest: string): string => `Saved on this device: contact with ${guest}.`,
    seats: 'Saved on this device: seats changed.',
    session: 'Saved on this device: the new session.',
    nothingToDo: 'It is so already. Nothing had to be saved.',
    notSaved: 'Not saved.',
    exported: (of: number): string =>
      `${count(of, 'entry', 'entries')} saved to a file. They stay in the queue too.`,
    nothingToExport: 'Nothing is unsent: there was nothing to save to a file.',
    setAside: 'Set aside. It stays in this device’s history.',
    takenIn: (of: number): string =>
      `Taken into the book after all: ${count(of, 'entry', 'entries')} of yours. The history says by whom.`,
    notAccepted: (of: number): string =>
      `${count(of, 'entry was', 'entries were')} not accepted by the server. Nothing is lost: see the inbox for why, and what to do.`,
    failed: 'That did not work, and nothing was saved. Try again.',
    interrupted:
      'The app was interrupted, and this may or may not be saved. Look whether it is there, or try again.',
  },

  inbox: {
    title: 'Inbox',
    mine: (of: number): string => `Yours · ${n(of)}`,
    everyone: (of: number): string => `Everyone · ${n(of)}`,
    filter: 'Whose guests',
    empty: 'Nobody is waiting for you.',
    emptyTodo: 'When the server decides otherwise than you promised, the guest stands here until told.',
    recorded: 'What you recorded',
    recordedBy: 'What was recorded',
    decided: 'What was decided',
    coming: 'What will come of it',
    comingNote: 'Not decided yet',
    why: 'Why',
    decidedBadge: 'To be told',
    comingBadge: 'Not decided yet',
    stuckBadge: 'Not accepted',
    doNotBook: 'Do not book again: this booking is in the book.',
    doNotBookStuck: 'Do not book again: it is kept here, and a planner can take it in.',
    next: 'What to do',
    others: 'Or',
    look: 'Look closer',
    gone: 'Nothing to do for this guest any more.',
    goneTodo: 'Choose another guest in the inbox.',
    rejectedAt: (time: string): string => `not accepted ${time}`,
    setAsideTitle: 'Set it aside for good?',
    setAsideWhat: 'It will never be sent. The guest holds no seats through it.',
    setAsideBack:
      'It stays in this device’s history. Save it to a file first if a planner may still need it.',
    setAsideReason: 'Reason',
    keepIt: 'Keep it here',
  },

  tell: {
    title: (guest: string): string => `Tell ${guest}`,
    noReach: 'No phone number or mail address was noted. Tell the guest in person.',
    say: 'What to say',
    sayWaitlisted: (guest: string, session: string, place: number | null): string =>
      `Hello ${guest}, the seats for “${session}” went to others before your booking reached us. You are ${place ? `${nth(place)} ` : ''}on the waitlist, and we will be in touch if seats become free.`,
    sayDeclined: (guest: string, session: string): string =>
      `Hello ${guest}, the seats for “${session}” went to others before your booking reached us, so it could not be kept. We are sorry.`,
    sayReserved: (guest: string, session: string, what: string): string =>
      `Hello ${guest}, you now have ${what} for “${session}”.`,
    sayCancelled: (guest: string, session: string): string =>
      `Hello ${guest}, “${session}” was cancelled. We are sorry.`,
    sayMoved: (guest: string, session: string, when: string): string =>
      `Hello ${guest}, “${session}” was moved: it now starts ${when}.`,
    how: 'How it went',
    told: 'Told',
    noAnswer: 'No answer',
    unreachable: 'Cannot be reached',
    note: 'Note (if needed)',
    means: 'How',
    meansOf: {
      phone: 'Phone',
      message: 'Message',
      mail: 'Mail',
      'in-person': 'In person',
      other: 'Otherwise',
    },
    stays: 'After “No answer” the guest stays in the inbox.',
  },

  history: {
    title: 'History of this device',
    of: (session: string): string => `History: ${session}`,
    empty: 'Nothing has happened yet.',
    emptyTodo: 'Every entry stands here for good, with what was before and after.',
    entries: (of: number): string => count(of, 'entry', 'entries'),
    pending: (of: number): string => `${n(of)} not sent`,
    device: 'device',
    server: 'server',
    later: (span: string): string => `${span} later`,
    ahead: (span: string): string => `the device’s clock was ${span} ahead`,
    pendingFlag: 'Saved here, not sent',
    acceptedFlag: 'Sent',
    quarantinedFlag: 'Not accepted by the server',
    setAsideFlag: 'Set aside',
    derived: 'follows from an entry below',
    before: 'Before',
    after: 'After',
    nothing: 'No booking',
    left: (label: string, of: number): string =>
      of < 0 ? `${label}: overbooked by ${n(-of)}` : `${label}: ${n(of)} left`,
    compensates: 'Makes up for an entry below',
    compensatedBy: 'Was made up for above',
    compensatesElsewhere: 'Makes up for an entry in the history of the session',
    compensatedElsewhere: 'Was made up for: see the history of the session',
    by: (name: string): string => `by ${name}`,
    thisDevice: 'this device',
    deliveredBy: 'delivered by another device',
    takenInBy: (name: string): string => `taken in by ${name}`,
    more: (of: number): string => `Show ${n(of)} more`,
    arrived: 'here',
    didNotCome: 'did not come',
  },

  sync: {
    title: 'Saved, sent, decided',
    saved: 'Saved here, to send',
    sent: 'Sent, to decide',
    decided: 'Decided',
    decidedOf: (done: number, of: number): string => (done >= of ? 'all' : `${n(done)} of ${n(of)}`),
    quarantined: 'Not accepted, kept here',
    lastSuccess: 'Last in step with the server',
    lastSent: 'Last sent',
    lastFailure: 'Last failure',
    never: 'never yet',
    none: 'none',
    over: 'It works again since then.',
    restored: 'Server restored',
    restoredWhat: (of: number): string =>
      `The server came back from a backup. Nothing is lost: ${count(of, 'entry', 'entries')} that it had forgotten ${plurals.select(of) === 'one' ? 'was' : 'were'} sent to it again from here.`,
    nextTry: (time: string): string => `Tries again ${time}.`,
    sendNow: 'Send now',
    asked: 'Asked to send.',
    export: 'Save unsent to a file',
    waiting: 'What is on its way',
    more: (of: number): string => `and ${n(of)} more`,
    setBack: {
      conflict: 'met other bookings; looked at anew',
      unsupported: 'the server could not take it yet',
    },
    allSent: 'Everything that was saved here is on the server.',
  },

  device: {
    title: 'Device',
    who: 'Who',
    name: 'Name',
    role: 'Role',
    workspace: 'Daybook',
    id: 'Device',
    storage: 'Storage',
    protected: 'Protected: the browser will not remove it by itself.',
    unprotected:
      'Not protected: the browser may remove what is here when the device runs out of room. Install the app, or send often.',
    used: (used: string, quota: string): string => `${used} used of ${quota}`,
    protect: 'Ask for protection',
    language: 'Language',
    theme: 'Theme',
    auto: 'As the device',
    light: 'Light',
    dark: 'Dark',
    contrast: 'High contrast',
    about: 'About',
    version: 'Version',
  },

  signIn: {
    title: 'Sign in',
    intro: 'Once on this device; after that the daybook opens without a network too.',
    email: 'Mail address',
    password: 'Password',
    go: 'Sign in',
    asking: 'Signing in',
    elsewhere: 'Sign in with your organisation',
    missing: 'Write your mail address and your password.',
    offline: 'The server cannot be reached at the moment. Connect and try again.',
    /** Of the organisation's own sign-on. */
    failed: signOnFailures,
    failedKept: 'Nobody is signed in by it. Nothing was changed, and what was saved on this device is kept.',
    again:
      'Sign in to send. Nothing was lost, and you can go on working; what you save is kept on this device.',
    out: 'Sign out',
    outIntro:
      'This device is put away with everything on it, also what is not sent yet, until you sign in here again.',
    outUnsent: (of: number): string =>
      `${count(of, 'entry is', 'entries are')} not sent yet. Send them or save them to a file first; else they wait here for you.`,
    everywhere: 'Sign out everywhere',
    everywhereIntro:
      'Everywhere ends your sessions on all devices, after you have lost one, say. What they have not sent stays on them.',
    outOffline: 'Without the network nobody can be signed out. Connect and try again.',
  },

  /** What happened, what was kept, what to do. */
  cutOff: {
    'device-revoked': 'This device was signed off.',
    'role-withdrawn': 'You do not belong to this daybook any more.',
    kept: (of: number): string =>
      of > 0
        ? `${count(of, 'entry', 'entries')} that the server had not taken before ${plurals.select(of) === 'one' ? 'is' : 'are'} kept: here in the inbox, and with the planners, who can still let ${plurals.select(of) === 'one' ? 'it' : 'them'} in.`
        : 'Nothing was lost: everything that was saved here had reached the server.',
    sending: 'What is left here goes to the planners as soon as the server is reached.',
    askAdministrator:
      'If that is a mistake, ask an administrator: once you are let in again, this goes on by itself.',
    anewTodo:
      'To go on at this browser, enrol it anew. Read first what is in the inbox: it stays with this device.',
    anew: 'Enrol anew',
  },

  enrolCode: {
    title: 'Open the daybook here',
    intro:
      'This link makes this browser a device of the person for whom it was made, and signs them in. It counts once.',
    putAway: (name: string): string =>
      `This browser is in use as “${name}”. That device is put away with everything on it, also what is not sent yet, until its person signs in here again.`,
    go: 'Enrol this device',
    asking: 'Enrolling',
    phone: 'Phone',
    computer: 'Computer',
  },

  setUp: {
    title: 'Set up the daybook',
    intro: 'This is done once. You become its administrator and can then let others in.',
    workspaceName: 'Name of the daybook',
    name: 'Your name',
    email: 'Mail address',
    password: 'Password',
    samples: 'Begin with sample sessions',
    go: 'Set up',
    asking: 'Setting up',
    missing: 'Write a name for the daybook, your name and your mail address.',
    short: (least: number): string => `The password needs at least ${least} characters.`,
  },

  enrol: {
    title: 'Open the daybook',
    intro: 'Your name stands beside every entry that you make on this device.',
    name: 'Your name',
    workspace: 'Daybook',
    go: 'Enrol this device',
    opening: 'Enrolling',
    missing: 'Write your name.',
    offline:
      'There is no network. A device enrols once with the server; after that it works without. Connect and try again.',
    unreachable: 'The server cannot be reached at the moment. Connect, then look again.',
    lookAgain: 'Look again',
    nowhere: 'You do not belong to any daybook here yet. Ask an administrator, then look again.',
    deviceName: 'Name of this device',
    signedIn: (name: string): string =>
      `You are signed in as ${name}. Your name stands beside every entry that you make on this device.`,
    lostTitle: 'This browser was enrolled before, and its storage is gone.',
    lost: (name: string, of: number): string =>
      `The server knows it as “${name}” and has ${count(of, 'entry', 'entries')} from it: those are safe. Anything that was saved here and not sent is lost with the storage. Ask whoever used it what was taken down since, and enter it again.`,
  },

  opening: {
    long: 'Opening takes longer than usual.',
    longTodo: 'Everything that was shown as saved is kept. Close other tabs of this app, or reload this one.',
  },

  cannotOpen: {
    title: 'The daybook cannot be opened',
    what: 'What happened',
    kept: 'What was kept',
    todo: 'What to do',
    detail: 'For whoever helps you',
    reload: 'Reload',
  },

  newSession: {
    title: 'New session',
    name: 'Title',
    venue: 'Venue',
    starts: 'Starts',
    ends: 'Ends',
    seatTypes: 'Seats',
    type: 'Kind of seat',
    capacity: 'How many',
    addType: 'Another kind of seat',
    removeType: (label: string): string => `Remove ${label || 'this kind'}`,
    defaultType: 'Seat',
    full: 'When it is full',
    shortfall: { waitlist: 'Whole party waits', partial: 'Take what is left', refuse: 'Refuse' },
    save: 'Save the session',
    missing: 'Title, venue and both times are needed, and at least one kind of seat with a number.',
  },

  seatsSheet: {
    title: (session: string): string => `Seats: ${session}`,
    change: 'Change',
    add: 'Add seats',
    remove: 'Take seats away',
    type: 'Kind of seat',
    newType: 'New kind of seat',
    newLabel: 'Name of the new kind',
    howMany: 'How many',
    over: (of: number): string => `That is ${n(of)} fewer than are taken: the session will be overbooked.`,
    save: 'Save',
  },
};

export type Texts = typeof en;
