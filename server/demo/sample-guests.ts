import type { Guest } from '../../shared/booking/events.ts';
import type { Seeded } from './seeded.ts';

// Invented people: first names and family names from all over, put together by chance.
const FIRST =
  'Ada Amina Anouk Aroha Bao Benoît Carmen Chidi Dalia Davor Elif Emeka Farah Finn Giulia Hana Henrik Ines Ivo Jamila Joaquín Kaito Klara Leila Linh Luca Maja Malik Mei Nadia Noam Olga Omar Paloma Priya Quentin Rosa Samir Sigrid Tadeo Thandi Uma Vera Wanjiru Yara Yusuf Zoë'.split(
    ' ',
  );
const FAMILY =
  'Abara Almeida Bakker Brandt Castillo Cohen Dubois Eriksen Farouk Fischer García Haddad Horvat Ito Jansen Kamara Keller Kovač Lindqvist Mbeki Meier Moreau Nakamura Ndiaye Novák Okafor Oliveira Park Petrova Quispe Rahman Rossi Sato Schneider Silva Tanaka Torres Usman Vogel Weber Yılmaz Zhang'.split(
    ' ',
  );
const NOTES = [
  'Needs a ramp',
  'Brings a guide dog',
  'Vegetarian',
  'Arrives by the late bus',
  'First time here',
];

/** Numbers and addresses that belong to nobody (555 01…, RFC 2606). */
export function sampleGuest(seeded: Seeded): Guest {
  const name = `${seeded.pick(FIRST)} ${seeded.pick(FAMILY)}`;
  const digits = String(seeded.whole(0, 99)).padStart(2, '0');
  const reach =
    seeded.next() < 0.75
      ? { phone: `+1 202 555 01${digits}` }
      : { mail: `guest${seeded.whole(100, 999)}@example.org` };
  return { name, ...reach, ...(seeded.next() < 0.1 && { note: seeded.pick(NOTES) }) };
}
