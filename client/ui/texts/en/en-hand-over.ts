import { count, n } from './english.ts';

// What goes from device to device by hand: these words come with the screens for it.

const entries = (of: number): string => count(of, 'entry', 'entries');

export const enHandOver = {
  title: 'Hand over',
  about:
    'A device that cannot send itself, because its battery is low, say, gives what it has not sent to another one. Who recorded it stays in the book, and sent twice it counts once.',
  codes: 'Show unsent as codes',
  nothing: 'There is nothing to hand over: everything is sent.',
  takeIn: 'Take in a file',
  takeInTitle: 'Take in another device’s work?',
  reading: 'Reading the file',
  from: 'From',
  unknown: 'Not known',
  savedAt: 'Saved',
  fresh: 'To take in',
  known: 'Here already',
  entries,
  garbled: (of: number): string =>
    `${entries(of)} of this file cannot be read any more, and may be missing in the book. Keep the file.`,
  allKnown: 'All of this is here already: there is nothing to take in.',
  more: (of: number): string => `and ${n(of)} more`,
  note: 'It is put on top of the book as it is here, and sent from this device. The other device may send it too.',
  doIt: (of: number): string => `Take in ${entries(of)}`,
  taking: 'Taking in',
  leave: 'Leave it',
  done: 'Done',
  taken: (of: number): string => `Saved on this device: ${entries(of)} taken in. They are sent from here.`,
  unreadable: {
    garbled:
      'This file was cut off or changed on its way. Nothing was taken in. The device that it comes from still has everything: save it there once more.',
    'not-ours': 'This is no file with work of a daybook. Nothing was taken in. Choose another one.',
    newer:
      'This file comes from a newer version of the app. Nothing was taken in. Put the update in here, then take the file in again.',
    'other-workspace':
      'This file belongs to another daybook. Nothing was taken in. Take it in at a device of that daybook.',
    empty: 'This file holds nothing that was not sent. There is nothing to take in.',
  },
  readCodes: 'Read codes',
  read: {
    title: 'Read codes',
    aim: 'Hold each code of the other device in front of the camera, in any order.',
    none: 'No code read yet.',
    progress: (done: number, of: number): string => `${n(done)} of ${n(of)} codes read`,
    missing: (numbers: string): string => `Still to read: ${numbers}`,
    notOurs: 'This is no code of a daybook’s unsent work.',
    garbled: 'The codes do not belong together. Begin again with the first one.',
    fileInstead: 'Have the other device save a file, and take that in.',
  },
  ofAnother: 'from another device',
  show: {
    title: 'Unsent work as codes',
    about: (of: number): string =>
      `${entries(of)}. On the other device: Device, “Hand over”, “Read codes”, then hold it in front of each code. The order does not matter.`,
    code: (number: number, of: number): string => `${n(number)} of ${n(of)}`,
    picture: (number: number, of: number): string => `Code ${n(number)} of ${n(of)}`,
    previous: 'Previous code',
    next: 'Next code',
    stays: 'It stays in the queue here too, and is sent when there is a network.',
    tooMany: (of: number): string => `${entries(of)} are too many for codes. Save them to a file instead.`,
  },
};

export type HandOverTexts = typeof enHandOver;
