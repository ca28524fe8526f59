import type { SignOnFailure } from '../../../../shared/sync/people.ts';
import type { ProblemCode } from '../../../../shared/sync/problem-code.ts';
import type { StorageCode } from '../../../worker/api.ts';

export const problems: Record<ProblemCode, string> = {
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
  'not-found':
    'This is not on the server, or not any more. Nothing was changed. Look again at how it is now.',
  'method-not-allowed': 'The server does not do this here.',
  'not-json': 'The server could not read the request.',
  malformed: 'The server could not read the request.',
  'too-large':
    'The server did not accept it, and it is too large to be kept there for a planner. It is kept on this device alone: save it to a file for them.',
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
    'This account is not this daybook’s alone, and its password is not from here, so nobody here can replace it. Make a code for their browser under Devices, or ask who runs the server for a new password.',
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

export const signOnFailures: Record<SignOnFailure, { readonly what: string; readonly todo: string }> = {
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
  'other-person': {
    what: 'Your organisation’s sign-on names a mail address that was somebody else’s before, who has an account here.',
    todo: 'Nothing of theirs was opened. Ask an administrator to add you with another address.',
  },
};

type StorageText = { readonly what: string; readonly kept: string; readonly todo: string };
const everything = 'Everything that was shown as saved is still there.';
export const storage: Record<StorageCode, StorageText> = {
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
