import { describe, expect, test } from 'vitest';
import { en } from '../../client/ui/texts/en.ts';
import { enDesk } from '../../client/ui/texts/en-desk.ts';
import { enField } from '../../client/ui/texts/en-field.ts';
import { ko } from '../../client/ui/texts/ko/ko.ts';
import { nim, type Particle, withParticle } from '../../client/ui/texts/ko/korean.ts';

// Field-app rule 14: whoever reads Korean reads no English, and is told every name, time and number that English tells.

/** What a Korean text may say in Latin letters. */
const LATIN = /Daybook|QR/g;

/** As words and as numbers they can be found again in what is said. */
const GIVEN = ['7001', '7002', '7003', '7004'] as const;

/** They take codes and parties: the catalogue's types name each of them, and the screens show them. */
const BY_CODE = ['refusal', 'happening', 'stand', 'problem', 'party', 'command'];

const english = spoken({ ...en, field: enField, deskScreens: enDesk });
const korean = spoken({ ...ko.texts, field: ko.field, deskScreens: ko.desk });

test('both languages say something at the same places', () => {
  expect([...korean.keys()].sort()).toEqual([...english.keys()].sort());
  expect(english.size).toBeGreaterThan(600);
});

test('nothing in Korean is empty or left in English', () => {
  const left = [...korean].filter(([path, text]) => path !== 'language' && hasEnglish(text));
  expect(left).toEqual([]);
  expect(hasEnglish('저장 saved'), 'negative control').toBe(true);
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
    ['', '을/를', '을(를)'],
  ])('%s %s', (word, particle, expected) => expect(withParticle(word, particle)).toBe(expected));

  test('a guest is spoken of with respect, named or not', () => {
    expect(nim('김민수')).toBe('김민수 님');
    expect(nim(null)).toBe('손님');
    expect(nim(ko.texts.noName)).toBe(ko.texts.noName);
  });
});

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
