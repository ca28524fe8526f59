import type { ProblemCode } from '../../../../shared/sync/problem-code.ts';
import { count, list, n, plurals } from './english.ts';

// The words of the desk and of one's account: few ever read them, so they come with those screens.

export const enDesk = {
  asking: 'Asking the server',
  again: 'Look again',
  offline: 'The server cannot be reached at the moment. Nothing was changed. Connect and try again.',
  failed: 'That did not work. Look again whether it was done, then try once more.',

  sessions: { about: 'Many sessions at once: in from a table, and out as tables and calendars.' },

  figures: { about: 'How full sessions are, who waits, who came, and what went wrong, by day and venue.' },

  settings: {
    about: 'What new sessions begin with, for everybody; language, theme and lock, for this device.',
    more: 'Sync, storage and version are under Device.',
  },

  people: {
    about: 'Who belongs to this daybook, and what each may do.',
    add: 'Add somebody',
    adding: 'Adding',
    save: 'Add to the daybook',
    name: 'Name',
    mail: 'Mail address',
    role: 'Role',
    may: {
      administrator: 'People, devices and settings, and all that a planner may.',
      planner: 'Sessions, seats and the quarantine, and all that field staff may.',
      field: 'Bookings, the waitlist and check-in.',
      auditor: 'Sees everything and changes nothing.',
    },
    password: 'First password',
    passwordNote:
      'Who has an account here already keeps their own name and password. One that another daybook gave does not open this one.',
    missing: 'Write a name and a mail address.',
    mailWrong: 'A mail address has a name, an “@” and a place. Look at it again.',
    short: (least: number): string => `The first password needs at least ${least} characters.`,
    added: (name: string): string => `${name} belongs to the daybook`,
    way: 'Comes in by',
    ways: {
      'sign-on': {
        name: 'The organisation’s own sign-on',
        note: 'Where they have the same address. Nothing has to be handed over.',
      },
      password: { name: 'A first password', note: 'That you hand over.' },
    },
    handOver: {
      password: (name: string): string => `${name} can sign in now. Hand this over:`,
      'sign-on': (name: string): string =>
        `${name} can come in by the organisation’s own sign-on, with this mail address there. Tell them:`,
      'as-before': (name: string): string =>
        `${name} had an account here already, so no other password was set. One from this daybook, or from who runs the server, lets them in as before. One that another daybook gave does not, even if they have changed it: make a code for their browser then, under Devices. Tell them:`,
    },
    handOverNote: 'The password is shown only here. Whoever gets it changes it under Device, “Your account”.',
    forgotten: 'New first password',
    forgottenTitle: (name: string): string => `A new password for ${name}?`,
    givePassword: 'Set the password',
    givingPassword: 'Setting',
    givePasswordWhat: (name: string): string =>
      `The password until now opens nothing any more, and ${name} is signed out everywhere in this daybook. What is not sent yet stays on their devices, and goes once they have signed in again.`,
    givePasswordNote: 'You see it once more when it is set, to hand it over.',
    keepPassword: 'Keep the password until now',
    passwordGiven: (name: string): string => `${name} has a new password`,
    address: 'Address',
    done: 'Done',
    since: (time: string): string => `since ${time}`,
    you: 'You',
    change: 'Change',
    saveRole: 'Save the role',
    changeNote:
      'The new role counts at once. What they record without a network is judged by the role that they have when it is sent.',
    changed: (name: string, role: string): string => `${name} is ${role.toLowerCase()} now.`,
    noAccount: 'There is no account behind this member any more: the role cannot be changed.',
    withdraw: 'Take out of the daybook',
    withdrawTitle: (name: string): string => `Take ${name} out of the daybook?`,
    withdrawWhat: 'They can read and record nothing here from now on. All that they recorded stays.',
    withdrawUnsent:
      'What their devices have not sent yet is not lost: when it comes, it is kept in the quarantine, and a planner decides.',
    withdrawBack: 'To get them back, add them again with the same mail address.',
    withdrawn: (name: string): string => `${name} does not belong to the daybook any more.`,
    keep: 'Keep in the daybook',
  },

  devices: {
    about: 'Every browser that is enrolled in this daybook.',
    current: 'This device',
    lastContact: (time: string): string => `last heard of ${time}`,
    neverHeardOf: 'not heard of yet',
    sent: (of: number): string => `${count(of, 'entry', 'entries')} sent`,
    version: (version: string): string => `app ${version}`,
    along: (seats: number, sessions: number): string =>
      `${count(seats, 'seat', 'seats')} taken along and not booked yet, in ${count(sessions, 'session', 'sessions')}`,
    alongUntil: (time: string): string => `the first until ${time}`,
    noVersion: 'app version not known',
    revoke: 'Revoke',
    revokedAt: (time: string): string => `Revoked ${time}`,
    revokeTitle: (name: string): string => `Revoke “${name}”?`,
    revokeWhat: (person: string): string =>
      `From now on it can neither read nor record, and ${person} is signed out there.`,
    revokeStays: (of: number): string =>
      of === 0
        ? 'It has not sent anything yet.'
        : `${count(of, 'entry', 'entries')} that it has sent ${plurals.select(of) === 'one' ? 'stays' : 'stay'} in the book.`,
    revokeUnsent:
      'What it has not sent yet is not lost: once it is back in the network and its person has signed in, that goes to the quarantine, where a planner takes it in or sets it aside.',
    revokeOwn: (unsent: number): string =>
      unsent === 0
        ? 'This is the device that you are using.'
        : `This is the device that you are using, and ${count(unsent, 'entry is', 'entries are')} not sent yet.`,
    revokeBack: 'It cannot be taken back. The browser can be enrolled again as a new device.',
    revoked: (name: string): string => `“${name}” is revoked.`,
    enrolAnother: 'Enrol another browser',
    enrolWhom: 'Whose device is it to be?',
    enrolNote:
      'Whoever opens the code comes in as this person, without a password. Show it to nobody else; it counts once, for ten minutes.',
    makeCode: 'Make the code',
    scan: (name: string): string => `Scan this with ${name}’s device, or open the link there.`,
    countsUntil: (time: string): string => `It counts once, until ${time}.`,
    codePicture: 'The link as a QR code',
    link: 'Link',
    done: 'Done',
    keep: 'Keep the device',
  },

  quarantine: {
    about: 'What was recorded, reached the server, and could not be taken into the book.',
    empty: 'Nothing is kept apart.',
    emptyTodo:
      'What a revoked device sends, or somebody whose role does not permit it, waits here for a planner.',
    sentBy: (who: string, time: string): string => `from ${who} · came ${time}`,
    why: {
      'device-revoked': 'The device had been revoked when this came.',
      'role-withdrawn': 'Whoever recorded it did not belong to the daybook any more.',
      'not-permitted': 'The role of whoever recorded it does not permit this.',
      actor:
        'It names somebody else as its author than who sent it. So it can only be set aside: taken in, it would say that they did it.',
    } as Partial<Record<ProblemCode, string>>,
    personOn: (person: string, device: string): string => `${person} on ${device}`,
    waitsFor: 'Builds on another entry here: take that one in first',
    waitsForAside: 'Builds on an entry that was set aside, so it cannot be taken in.',
    showAside: (of: number): string => `Show ${n(of)} set aside`,
    hideAside: 'Hide what was set aside',
    asideBy: (who: string, time: string, reason: string): string => `Set aside by ${who}, ${time}: ${reason}`,
    reason: 'Reason',
    reasonMissing: 'Write a reason: whoever recorded it will ask.',
    release: 'Take in',
    releasing: 'Taking in',
    releaseTitle: 'Take it into the book?',
    releaseWhat: (who: string): string =>
      `It is recorded under your name. That it comes from ${who} stays to be seen in the history.`,
    releaseNote:
      'It meets the book as it is now: a party that does not fit any more goes by the session’s rules.',
    releaseReasonDefault: 'Looked at and found right',
    released: (came: readonly string[]): string =>
      came.length === 0 ? 'Taken in under your name.' : `Taken in under your name. ${list.format(came)}.`,
    keepAside: 'Set aside',
    asideTitle: 'Set it aside for good?',
    asideWhat: 'Nobody can take it in any more. It stays here to be read, with your name and reason.',
    asideNote: (who: string): string => `Tell ${who}: guests may count on it.`,
    wasSetAside: 'Set aside. It stays here, with your reason.',
    leave: 'Leave it here',
  },

  account: {
    title: 'Your account',
    youAre: (name: string, role: string | null): string =>
      role ? `You are signed in as ${name}, ${role.toLowerCase()}.` : `You are signed in as ${name}.`,
    change: 'Change the password',
    changing: 'Changing',
    changeWhat: 'With another password all your other sessions end: on other devices you sign in again.',
    current: 'Password until now',
    next: 'New password',
    missing: 'Write the password that you have had until now.',
    wrong: 'The password until now is not right.',
    short: (least: number): string => `The new password needs at least ${least} characters.`,
    changed: 'Your password is changed. Everywhere else you are signed out.',
  },
};

export type DeskTexts = typeof enDesk;
