import { signOnFailures } from './en-problems.ts';
import { count, plurals } from './english.ts';

/** The words before the daybook is open. */
export const start = {
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
    notHere:
      'Who is signed in here is not known to this daybook: a password from another daybook opens that one alone. Nothing was lost, and you can go on working; what you save is kept on this device. Sign in with what opens this one, or ask a planner of this daybook for a code.',
    out: 'Sign out',
    outIntro:
      'This device is put away with everything on it, also what is not sent yet, until you sign in here again.',
    outUnsent: (of: number): string =>
      `${count(of, 'entry is', 'entries are')} not sent yet. Send them or save them to a file first; else they wait here for you.`,
    everywhere: 'Sign out everywhere',
    everywhereIntro:
      'Everywhere ends your sessions on all devices, after you have lost one, say. In another daybook you may stay signed in: look there too. What they have not sent stays on them.',
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
    nowhere:
      'What you signed in with opens no daybook here yet. Ask an administrator, for a code perhaps, then look again.',
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
};
