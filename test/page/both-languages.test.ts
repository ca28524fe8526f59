import { describe, expect, test } from 'vitest';
import { en } from '../../client/ui/texts/en/en.ts';
import { enDesk } from '../../client/ui/texts/en/en-desk.ts';
import { enDevice } from '../../client/ui/texts/en/en-device.ts';
import { enField } from '../../client/ui/texts/en/en-field.ts';
import { enGuest } from '../../client/ui/texts/en/en-guest.ts';
import { enHandOver } from '../../client/ui/texts/en/en-hand-over.ts';
import { enHistory } from '../../client/ui/texts/en/en-history.ts';
import { enLater } from '../../client/ui/texts/en/en-later.ts';
import { enPlanning } from '../../client/ui/texts/en/en-planning.ts';
import { enTicket } from '../../client/ui/texts/en/en-ticket.ts';
import { ko } from '../../client/ui/texts/ko/ko.ts';
import { koGuest } from '../../client/ui/texts/ko/ko-guest.ts';
import { nim, type Particle, withParticle } from '../../client/ui/texts/ko/korean.ts';
import type { Translation } from '../../client/ui/texts/texts.ts';
import type { Happening } from '../../client/view/happening.ts';
import type { Stand } from '../../client/view/inbox-row.ts';
import type { Refusal } from '../../shared/booking/decision.ts';
import { eventData } from '../../shared/booking/events.ts';
import type { Outcome } from '../../shared/booking/reservation.ts';
import type { DeviceId } from '../../shared/log/ids.ts';

// Field-app rule 14: whoever reads Korean reads no English, and is told every name, time and number that English tells.

/** What a Korean text may say in Latin letters. */
const LATIN = /Daybook|QR|PIN|CSV/g;

/** As words and as numbers they can be found again in what is said. */
const GIVEN = ['7001', '7002', '7003', '7004'] as const;

/** They take codes and parties, and are asked for each of them below. */
const BY_CODE = [
  'later.refusal',
  'later.happening',
  'later.stand',
  'later.party',
  'guest.party',
  'texts.problem',
];

/** They are for programs. */
const TAGS = ['texts.language', 'texts.manifest', 'guest.language'];

type Said = Record<'refusal' | 'happening' | 'stand' | 'other', Record<string, string>>;
const PARTY = [{ seatType: 'A', label: '7001', seats: 7002 }];
/** The type of an entry of a newer version. */
const UNKNOWN = '7004';
const HAPPENING: Happening = {
  type: 'GuestContacted',
  party: PARTY,
  count: 7002,
  label: '7001',
  reason: null,
  title: '7004',
  startsAt: null,
  contact: { means: 'phone', outcome: 'told', note: null },
};
const OUTCOMES = Object.keys(enLater.outcomes) as Outcome[];
const STANDS: Stand[] = [
  ...([...OUTCOMES, 'checked-in', 'change-asked'] as const).map((outcome) => ({
    outcome,
    party: PARTY,
    place: 7003,
  })),
  { outcome: 'other-change', party: PARTY, place: null, command: 'CloseSession' },
];
const REFUSALS: { readonly [C in Refusal['code']]: Omit<Extract<Refusal, { code: C }>, 'code'> } = {
  'session-unknown': {},
  'session-exists': {},
  'session-unreadable': { eventType: '7001' },
  'session-closed': {},
  'session-cancelled': {},
  'session-ends-before-it-starts': {},
  'seat-type-unknown': { seatType: '7001' },
  'no-seats-asked': {},
  'not-enough-seats': { wanted: {}, available: {} },
  'fewer-seats-than-that': { capacity: 7002 },
  'contact-needed': {},
  'reservation-unknown': {},
  'reservation-ended': { outcome: 'cancelled' },
  'nothing-granted': {},
  'not-waiting': {},
  'no-offer': {},
  'answer-the-offer': {},
  'allotment-unknown': {},
  'allotment-exists': {},
  'allotment-not-confirmed': {},
  'allotment-of-another': { deviceId: '7001' as DeviceId },
  'allotment-ended': {},
  'moved-to-itself': {},
  'booked-there-already': {},
  malformed: { detail: '7001' },
};

const EN: Translation = {
  texts: en,
  later: enLater,
  field: enField,
  desk: enDesk,
  history: enHistory,
  handOver: enHandOver,
  planning: enPlanning,
  device: enDevice,
  ticket: enTicket,
};
const english = spoken({ ...EN, guest: enGuest, byCode: saidOfCodes(EN) });
const korean = spoken({ ...ko, guest: koGuest, byCode: saidOfCodes(ko) });

test('both languages say something at the same places', () => {
  expect([...korean.keys()].sort()).toEqual([...english.keys()].sort());
  expect(english.size).toBeGreaterThan(600);
});

test('nothing in Korean is empty or left in English', () => {
  const left = [...korean].filter(([path, text]) => !TAGS.includes(path) && hasEnglish(text));
  expect(left).toEqual([]);
  expect(hasEnglish('저장 saved'), 'negative control').toBe(true);
});

test('each kind of entry, command and refusal has a sentence of its own', () => {
  for (const words of [EN, ko]) {
    const { happening, refusal } = saidOfCodes(words);
    for (const said of [happening, refusal, words.later.commands]) {
      const sentences = Object.values(said);
      expect(new Set(sentences).size).toBe(sentences.length);
      expect(sentences.length).toBeGreaterThan(20);
    }
    const unknown = Object.entries(happening).filter(([type, said]) => said.includes(type));
    expect(
      unknown.map(([type]) => type),
      'negative control',
    ).toEqual([UNKNOWN]);
  }
});

test('what English names of what it is given, Korean names too', () => {
  const differing = [...english].filter(([path, text]) => named(text) !== named(korean.get(path) ?? ''));
  expect(differing.map(([path, text]) => `${path}: ${text} | ${korean.get(path)}`)).toEqual([]);
  expect(named('At 7002'), 'negative control').not.toBe(named('7001'));
});

describe('particles go by the last sound', () => {
  test.each<[string, Particle, string]>([
    ['튤립', '을/를', '튤립을'],
    ['장미', '을/를', '장미를'],
    ['서울', '으로/로', '서울로'],
    ['정원', '으로/로', '정원으로'],
    ['바다', '으로/로', '바다로'],
    ['“장미”', '이/가', '“장미”가'],
    ['정원 (북쪽)', '은/는', '정원 (북쪽)은'],
    ['14:00', '으로/로', '14:00으로'],
    ['3', '과/와', '3과'],
    ['2', '과/와', '2와'],
    ['8', '으로/로', '8로'],
    ['Mira', '은/는', 'Mira는'],
    ['Kim', '이/가', 'Kim이'],
    ['Daniel', '으로/로', 'Daniel로'],
    ['Park', '을/를', 'Park을(를)'],
    ['12.4MB', '을/를', '12.4MB를'],
    ['', '을/를', '을(를)'],
  ])('%s %s', (word, particle, expected) => expect(withParticle(word, particle)).toBe(expected));

  test('a guest is spoken of with respect, named or not', () => {
    expect(nim('김민수')).toBe('김민수 님');
    expect(nim(null)).toBe('손님');
    expect(nim(ko.later.noName)).toBe(ko.later.noName);
  });
});

/** What a catalogue says of everything that it is given as a code. */
function saidOfCodes({ texts, later }: Translation): Said {
  const refusal = Object.entries(REFUSALS).map(([code, found]) => {
    return [code, later.refusal({ code, ...found } as Refusal)];
  });
  const happening = [...Object.keys(eventData), UNKNOWN].map((type) => {
    return [type, later.happening({ ...HAPPENING, type }, '7003')];
  });
  return {
    refusal: Object.fromEntries(refusal),
    happening: Object.fromEntries(happening),
    stand: Object.fromEntries(STANDS.map((stand) => [stand.outcome, later.stand(stand)])),
    other: {
      problem: texts.problem(null, '7001'),
      unknownProblem: texts.problem(null, null),
      party: later.party(PARTY),
      noParty: later.party([]),
      nobody: later.happening({ ...HAPPENING, type: 'GuestDescribed' }, null),
    },
  };
}

/** Every text by the path of its place; of what is a function, what it says of `GIVEN`. */
function spoken(words: object, path = ''): Map<string, string> {
  const said = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    const at = path ? `${path}.${key}` : key;
    if (BY_CODE.includes(at)) continue;
    if (typeof value === 'string') said.set(at, value);
    else if (typeof value === 'function') said.set(at, String(value(...GIVEN)));
    else for (const [inner, text] of spoken(value, at)) said.set(inner, text);
  }
  return said;
}

function hasEnglish(text: string): boolean {
  return text === '' || /[A-Za-z]/.test(text.replaceAll(LATIN, ''));
}

function named(text: string): string {
  return GIVEN.filter((given) => text.replaceAll(',', '').includes(given)).join();
}
