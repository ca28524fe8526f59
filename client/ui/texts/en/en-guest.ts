import { language, nth, party } from './english.ts';

/** What is said to a guest, whatever language the app speaks to who uses it. */
export const enGuest = {
  language,
  party,
  ticket: {
    title: 'Ticket',
    show: 'Please show this at the door, on paper or on your phone.',
    code: (code: string): string => `Code ${code}`,
    text: (session: string, place: string, what: string, code: string): string =>
      `Your ticket for “${session}”: ${place}. ${what}. Code ${code}.`,
  },
  waitlisted: (guest: string, session: string, place: number | null): string =>
    `Hello ${guest}, the seats for “${session}” went to others before your booking reached us. You are ${place ? `${nth(place)} ` : ''}on the waitlist, and we will be in touch if seats become free.`,
  declined: (guest: string, session: string): string =>
    `Hello ${guest}, the seats for “${session}” went to others before your booking reached us, so it could not be kept. We are sorry.`,
  reserved: (guest: string, session: string, what: string): string =>
    `Hello ${guest}, you now have ${what} for “${session}”.`,
  cancelled: (guest: string, session: string): string =>
    `Hello ${guest}, “${session}” was cancelled. We are sorry.`,
  moved: (guest: string, session: string, when: string): string =>
    `Hello ${guest}, “${session}” was moved: it now starts ${when}.`,
  offered: (guest: string, session: string, what: string, until: string | null): string =>
    `Hello ${guest}, ${what} became free for “${session}” and are kept for you. Do you want them? ${until ? `Please answer by ${until}: then they go on to the next guest.` : 'Please answer soon: they cannot be kept for long.'}`,
  offerOver: (guest: string, session: string): string =>
    `Hello ${guest}, the seats that were kept for you for “${session}” went on to the next guest, since we had no answer in time.`,
  holdOver: (guest: string, session: string): string =>
    `Hello ${guest}, your booking for “${session}” was not confirmed in time, so its seats were given back. Please tell us if you still want to come.`,
  moveUndone: (guest: string, session: string, what: string): string =>
    `Hello ${guest}, the session that you wanted to change to is full, so you keep ${what} for “${session}”.`,
};

export type GuestTexts = typeof enGuest;
