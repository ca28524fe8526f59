import { count } from './english.ts';

const guests = (of: number): string => count(of, 'guest', 'guests');

export const enTicket = {
  open: 'Ticket',
  title: (guest: string): string => `Ticket: ${guest}`,
  back: 'Back to the session',
  print: 'Print',
  share: 'Share',
  save: 'Save as a picture',
  saved: 'The ticket is saved as a picture.',
  notShared: 'The ticket could not be handed on. Print it, or show it here.',
  picture: (code: string): string => `QR code of ticket ${code}`,
  gone: 'This device has no such booking.',
  goneTodo: 'It may not have been fetched yet. Connect, or look for the guest by name in the session.',
  none: 'There is no ticket: this booking holds no seats.',
  noneTodo: (state: string): string => `It stands as: ${state}.`,

  scan: {
    open: 'Scan tickets',
    title: 'Check in by ticket',
    view: 'Picture of the camera',
    starting: 'The camera is starting.',
    aim: 'Hold the code of the ticket in front of the camera.',
    refused: 'This browser may not use the camera.',
    refusedTodo: 'Allow it in the settings of the browser.',
    absent: 'No camera was found.',
    busy: 'The camera gives no picture: another app may be using it. Close that one and try again.',
    typeInstead:
      'Without it, type the code of the ticket below, or close this and find the guest in the list.',
    again: 'Try the camera again',
    code: 'Code of the ticket',
    check: 'Check in',
    checking: 'Checking',
    undo: 'Undo',
  },

  verdict: {
    welcome: (guest: string, of: number): string => `Checked in: ${guest}, ${guests(of)}.`,
    undone: (guest: string): string => `Check-in undone: ${guest}.`,
    here: (guest: string, of: number): string =>
      `${guest} is here already (${guests(of)}). Nothing was recorded.`,
    ended: (guest: string, state: string): string => `${guest}: ${state}. Nothing was recorded.`,
    noSeats: (guest: string, state: string): string =>
      `${guest} holds no seats: ${state}. Nothing was recorded.`,
    otherSession: (session: string, when: string): string =>
      `This ticket is for “${session}”, ${when}. Nothing was recorded.`,
    openIt: 'Open that session',
    unknown:
      'This device does not know this booking. Nothing was recorded. Connect, or look for the guest by name.',
    noTicket: 'This code is not a ticket.',
    noCode: (code: string): string =>
      `No booking on this device has the code ${code}. Nothing was recorded. Look whether it was typed as it stands there, connect, or look for the guest by name.`,
    incomplete: 'Type more of the code.',
  },
};

export type TicketTexts = typeof enTicket;
