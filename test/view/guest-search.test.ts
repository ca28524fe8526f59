import { describe, expect, test } from 'vitest';
import { guestsFitting } from '../../client/view/guest-search.ts';
import { viewOf } from '../../client/view/view-of.ts';
import { bookingCode, spelled, typedCode } from '../../shared/booking/booking-code.ts';
import type { Reservation } from '../../shared/booking/reservation.ts';
import type { ReservationId } from '../../shared/log/ids.ts';
import { createFakeDaybook } from '../support/fake-daybook.ts';
import { reservationId } from '../support/ids.ts';
import { threadTime } from '../support/thread-time.ts';
import { NOW, othersBook, scheduled } from './given.ts';

const NAMES = ['José Núñez', 'Zoë Quist', 'Søren Łaski', '김민준', '기미정', '이서연', 'Anna Bo', 'Bo Annas'];

const guest = (name: string, more: object = {}): Reservation =>
  ({ id: reservationId(name), guest: { name, ...more } }) as unknown as Reservation;
const guests = [
  ...NAMES.map((name) => guest(name)),
  guest('Phone', { phone: '+82 10 1234-5678' }),
  guest('Mail', { mail: 'Night.Owl@example.org' }),
];
const found = (typed: string) => guestsFitting(guests, typed).map((one) => one.guest?.name);

describe('a guest is found by what is said at the door', () => {
  test('without accents and capitals, and strokes may be left out', () => {
    expect(found('JOSE')).toEqual(['José Núñez']);
    expect(found('núñ')).toEqual(['José Núñez']);
    expect(found('zoe')).toEqual(['Zoë Quist']);
    expect(found('soren lask')).toEqual(['Søren Łaski']);
  });

  test('by several words in any order, which all have to fit', () => {
    expect(found('bo anna')).toEqual(['Anna Bo', 'Bo Annas']);
    expect(found('anna zoe')).toEqual([]);
  });

  test('in Korean while a syllable is being put together, and by first consonants', () => {
    expect(found('김')).toEqual(['김민준', '기미정']);
    expect(found('기미')).toEqual(['기미정']);
    expect(found('김ㅁ')).toEqual(['김민준']);
    expect(found('ㅇㅅㅇ')).toEqual(['이서연']);
    expect(found('ㄱㅁㅈ')).toEqual(['김민준', '기미정']);
  });

  test('by digits of the phone number, however it is grouped and with the 0 that one dials at home', () => {
    for (const typed of ['5678', '1234 56', '010-1234-5678', '+82 10 1234', '(010) 1234'])
      expect(found(typed), typed).toEqual(['Phone']);
    expect(found('020 1234')).toEqual([]);
    expect(found('56'), 'two digits are in many numbers').toEqual([]);
  });

  test('by mail address', () => expect(found('night.owl@')).toEqual(['Mail']));

  test('by the code on the ticket, with or without its hyphen, and with letters taken for digits', () => {
    const code = bookingCode(reservationId('Zoë Quist'));
    for (const typed of [code, spelled(code), code.toLowerCase(), code.slice(0, 5)])
      expect(found(typed), typed).toEqual(['Zoë Quist']);
    expect(typedCode('o1l-')).toBe('011');
    expect(typedCode('U')).toBeUndefined();
  });

  test('a code has eight letters of the id’s last forty bits', () => {
    const id = '01890000-0000-7000-8000-00000000001f' as ReservationId;
    expect(bookingCode(id)).toBe('0000000Z');
    expect(bookingCode('01890000-0000-7000-8000-00ffffffffff' as ReservationId)).toBe('ZZZZZZZZ');
  });
});

/** Of a processor four times as slow, in milliseconds. */
const LIMIT = 50;
const SLOWER = 4;

test('among 10,000 guests each letter is answered under 50 ms on a slow processor', () => {
  const daybook = createFakeDaybook(NOW);
  const sessionId = scheduled(daybook, { seats: { seat: 20_000 } });
  othersBook(daybook, sessionId, { seat: 1 });
  const source = daybook.source();
  const session = source.session(sessionId);
  const one = [...(session?.reservations.values() ?? [])][0];
  if (!session || !one) throw new Error('the session of this test is gone');
  for (let index = 0; index < 10_000; index++) {
    const id = reservationId(`guest ${index}`);
    const name = `${NAMES[index % NAMES.length]} ${(index * 7_919) % 10_007}`;
    session.reservations.set(id, { ...one, id, guest: { name, phone: `+82 10 ${10_000_000 + index}` } });
  }
  const look = (text: string) =>
    viewOf(
      { ...source, session: () => session },
      { view: 'session', sessionId, list: 'check-in', text, from: 0, count: 60 },
    );
  look('');
  const typed = [
    'j',
    'jo',
    'jos',
    'ㄱ',
    'ㄱㅁ',
    '김미',
    '010 1',
    '010 10',
    'bo anna',
    'zoe 77',
    '7KQ2',
    '7KQ2-M',
  ];
  const times = typed.map((text) => threadTime(() => look(text)));
  const average = times.reduce((sum, time) => sum + time, 0) / times.length;
  console.log(
    `a letter among 10,000 guests: ${average.toFixed(1)} ms, ${(SLOWER * average).toFixed(0)} on a slow one`,
  );
  expect(SLOWER * average).toBeLessThan(LIMIT);
  expect(look('김').head?.total).toBe(2_500);
  const unprepared = threadTime(() => {
    for (const [id, was] of session.reservations) session.reservations.set(id, { ...was });
    session.version = (session.version + 1) as typeof session.version;
    look('j');
  });
  expect(SLOWER * unprepared, 'negative control: all texts made anew').toBeGreaterThan(LIMIT);
});
