import { describe, expect, test } from 'vitest';
import { mayGive } from '../../client/view/permitted.ts';
import { FACTS, mayRecord } from '../../shared/access/permissions.ts';
import { Role } from '../../shared/sync/people.ts';
import { DEEDS } from '../server/deeds.ts';
import { given } from '../support/given.ts';
import { deviceId } from '../support/ids.ts';

type Fact = keyof typeof FACTS;
const CELLS = (Object.keys(FACTS) as Fact[]).flatMap((type) => Role.options.map((role) => ({ type, role })));

describe('W2: what is offered', () => {
  test.each(CELLS)(
    'to $role is what brings about $type, where the server would record all of it',
    ({ type, role }) => {
      const { given: before, done } = DEEDS[type]('here', deviceId());
      const { facts } = given(...before).when(done);
      expect(facts.map((fact) => fact.type)).toContain(type);
      expect(mayGive(role, done.type)).toBe(facts.every((fact) => mayRecord(role, fact.type)));
    },
  );

  test('to an auditor is nothing, to field staff no change of a session, and to who is not known yet everything', () => {
    const offered = (role: Role | null): number =>
      CELLS.filter(
        (cell) => cell.role === 'auditor' && mayGive(role, DEEDS[cell.type]('here', deviceId()).done.type),
      ).length;
    expect(offered('auditor')).toBe(0);
    expect(offered(null)).toBe(Object.keys(FACTS).length);
    expect(mayGive('field', 'ScheduleSession')).toBe(false);
    expect(mayGive('field', 'AddSeats')).toBe(false);
    expect(mayGive('field', 'ReserveSeats')).toBe(true);
    expect(mayGive('planner', 'AddSeats')).toBe(true);
  });
});
