import type { Texts } from '../en/en.ts';
import type { LaterTexts } from '../en/en-later.ts';
import type { Translation } from '../texts.ts';
import { board } from './ko-board.ts';
import { booking } from './ko-booking.ts';
import { koDesk } from './ko-desk.ts';
import { koDevice } from './ko-device.ts';
import { actions, commands, happening, reasons, stand, why } from './ko-entries.ts';
import { koField } from './ko-field.ts';
import { frame } from './ko-frame.ts';
import { koHandOver } from './ko-hand-over.ts';
import { koHistory } from './ko-history.ts';
import { looking } from './ko-looking.ts';
import { koPlanning } from './ko-planning.ts';
import { problems, statuses, storage } from './ko-problems.ts';
import { outcomes, refusal } from './ko-refusals.ts';
import { start } from './ko-start.ts';
import { koTicket } from './ko-ticket.ts';
import { failures, roles } from './ko-troubles.ts';
import { language, NO_NAME, n, party, seats } from './korean.ts';

// Korean, whole: it is fetched at once, by who reads it.

const texts: Texts = {
  language,
  name: 'Daybook',
  manifest: '/manifest.ko.webmanifest',
  number: n,
  statuses,
  problems,
  storage,
  problem: (code, detail) =>
    code ? problems[code] : (detail ?? '서버가 든 이유를 이 버전은 알지 못합니다.'),
  ...frame,
  ...board,
  ...start,
};

const later: LaterTexts = {
  seats,
  party,
  guest: (guest) => guest ?? '손님',
  noName: NO_NAME,
  outcomes,
  refusal,
  happening,
  stand,
  why,
  actions,
  reasons,
  commands,
  failures,
  roles,
  ...booking,
  ...looking,
};

export const ko: Translation = {
  texts,
  later,
  field: koField,
  desk: koDesk,
  history: koHistory,
  handOver: koHandOver,
  planning: koPlanning,
  device: koDevice,
  ticket: koTicket,
};
