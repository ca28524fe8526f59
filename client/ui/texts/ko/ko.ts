import type { Texts } from '../en.ts';
import { koDesk } from './ko-desk.ts';
import { actions, commands, happening, reasons, stand, why } from './ko-entries.ts';
import { koField } from './ko-field.ts';
import { koHistory } from './ko-history.ts';
import { looking, starting } from './ko-later-screens.ts';
import { outcomes, problems, refusal } from './ko-refusals.ts';
import { screens, working } from './ko-screens.ts';
import { failures, roles, statuses, storage } from './ko-troubles.ts';
import { language, NO_NAME, n, party, seats } from './korean.ts';

// Korean, whole: it is fetched at once, by who reads it.

const texts: Texts = {
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
  problem: (code, detail) =>
    code ? problems[code] : (detail ?? '서버가 든 이유를 이 버전은 알지 못합니다.'),
  guest: (guest) => guest ?? '손님',
  noName: NO_NAME,
  roles,
  ...screens,
  ...working,
  ...looking,
  ...starting,
};

export const ko = { texts, field: koField, desk: koDesk, history: koHistory };
