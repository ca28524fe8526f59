import type { Mutant } from './mutant.ts';

/** Of the fold and the rules of booking. */
export const OF_RULES: readonly Mutant[] = [
  {
    name: 'compensated-twice',
    file: 'shared/booking/derive.ts',
    find: 'add(streamId, { ...body, schemaVersion: SCHEMA_VERSION, meta });',
    replace:
      'add(streamId, { ...body, schemaVersion: SCHEMA_VERSION, meta }); add(streamId, { ...body, schemaVersion: SCHEMA_VERSION, meta });',
  },
  {
    name: 'newer-version-read-as-the-known-one',
    file: 'shared/booking/upcast.ts',
    find: ' || event.schemaVersion > newest(event.type)) return undefined;',
    replace: ') return undefined; if (event.schemaVersion > newest(event.type)) return event as never;',
  },
  {
    name: 'promotion-beyond-capacity',
    file: 'shared/booking/derive.ts',
    find: 'if (!waiting || !fits(session, waiting)) continue;',
    replace: 'if (!waiting) continue;',
  },
  {
    name: 'waits-in-the-order-of-clocks',
    file: 'shared/booking/evolve-reservation.ts',
    find: '{ place: event.version, priority: 0 };',
    replace: '{ place: Date.parse(event.meta.occurredAt), priority: 0 };',
  },
  {
    name: 'promoted-by-when-it-says-it-booked',
    file: 'shared/booking/derive.ts',
    find: 'for (const id of session.waitlist) {',
    replace:
      "const at = (id: never) => session.reservations.get(id)?.booked.at ?? ''; for (const id of [...session.waitlist].sort((a, b) => (at(a as never) < at(b as never) ? -1 : 1))) {",
  },
];
