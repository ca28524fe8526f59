import { count } from './english.ts';

/** The words of what a device is kept by: its lock, its storage, its version. */
export const enDevice = {
  lock: {
    title: 'Lock',
    about: 'For a device that several people hold: after a while without a touch it asks for a PIN.',
    protects:
      'It keeps whoever picks the device up from reading and booking in your name. It encrypts nothing: who can look into the browser’s storage, or has the disk, reads the book without a PIN. So lock the device itself as well.',
    none: 'No PIN: whoever holds this device can use the daybook.',
    needsSignIn:
      'A PIN can be set while the server is in reach, where people sign in: whoever forgets it has to sign in anew.',
    after: 'Locks after',
    minutes: (of: number): string => `${count(of, 'minute', 'minutes')} without a touch`,
    set: 'Set a PIN',
    change: 'Another PIN',
    off: 'Take the lock off',
    now: 'Lock now',
    current: 'PIN so far',
    pin: 'PIN, 4 to 12 digits',
    again: 'The same PIN again',
    short: 'The PIN needs 4 to 12 digits, and nothing else.',
    easy: 'Anybody would try that first. Choose digits that are not all the same or in a row.',
    differs: 'The two PINs are not the same. Write the second one again.',
    isSet: 'The PIN is set.',
    isOff: 'The lock is off.',
    notKept: 'This browser keeps no settings, so there can be no PIN.',
    asking: 'Looking at the PIN',
  },

  locked: {
    title: 'Locked',
    of: (name: string): string => `${name} is at work on this device.`,
    pin: 'PIN',
    open: 'Unlock',
    wrong: 'That is not the PIN.',
    wait: (until: string): string => `That was not the PIN too often. The next try counts from ${until} on.`,
    kept: 'Nothing is lost: what was typed is still there.',
    unsent: (of: number): string =>
      `Nothing is lost: what was typed is still there, and ${count(of, 'entry goes', 'entries go')} out from here as soon as the server is reached.`,
    forgot: 'PIN forgotten?',
    forgotTodo:
      'Sign out, which takes the network, and sign in again with your password: then the PIN is gone. What is not sent stays on this device and waits for you; what was typed and not saved is lost.',
    forgotUnsent: (of: number): string =>
      `${count(of, 'entry is', 'entries are')} not sent yet, and would wait here until you sign in again. Better send them first.`,
  },

  storage: {
    takes: 'What takes the space',
    app: 'The app',
    book: (of: number): string => `Book, ${count(of, 'entry', 'entries')}`,
    free: 'Room left',
    nearlyFull:
      'Nearly full. Send what is unsent, and delete photos or other files on this device: when it is full, nothing can be saved.',
  },

  version: {
    title: 'The app',
    version: 'Version',
    ready: 'A newer version is ready to be put in. Everything that was saved stays, also what is not sent.',
    putIn: 'Put it in now',
    look: 'Look for a newer version',
    looking: 'Looking',
    none: 'This is the newest version that the server has.',
    offline: 'The server cannot be reached at the moment. Connect and look again.',
  },
};

export type DeviceTexts = typeof enDevice;
