import { expect } from 'vitest';
import { book, createSession, decidedFor, historyOf, lineOf, openList, today } from './actions.ts';
import type { Phone } from './device.ts';
import type { LoggedEvent } from './server.ts';

/** The main job: two people want the same seats, and neither knows of the other. */
export type LastSeats = {
  readonly ada: Phone;
  readonly bob: Phone;
  readonly title: string;
  /** Of Ada, who comes back first. */
  readonly first: string;
  /** Of Bob. */
  readonly second: string;
};

/** A session with two seats, which both have. */
export async function twoSeatsAreLeft({ ada, bob, title }: LastSeats): Promise<void> {
  await createSession(ada, { title, seats: 2 });
  await today(bob.page);
  await bob.page.getByRole('link', { name: new RegExp(title) }).waitFor();
}

/** Both go out of reach, and take the seats for a guest of their own. */
export async function bothBookOffline({ ada, bob, title, first, second }: LastSeats): Promise<void> {
  await Promise.all([ada.offline(), bob.offline()]);
  await book(ada, title, { guest: first, seats: 2 });
  await book(bob, title, { guest: second, seats: 2 });
}

/** One after the other; `between` is what happens to the server meanwhile. */
export async function bothReturn(
  { ada, bob, first, second }: LastSeats,
  between: () => Promise<void> = async () => {},
): Promise<void> {
  await ada.online();
  await decidedFor(ada, first);
  await between();
  for (const phone of [ada, bob]) await openList(phone, 'Waitlist');
  await bob.online();
  await Promise.all(
    [ada, bob].map((phone) => lineOf(phone, second, /Waitlisted.*1st in line.*Decided/s).waitFor()),
  );
}

/** Of the session's events: each fact once, and one compensation, which names what it makes up for. */
export function mustBeMadeGoodOnce(log: readonly LoggedEvent[]): void {
  expect(log.map((event) => event.type)).toEqual([
    'SessionScheduled',
    'SeatsReserved',
    'GuestDescribed',
    'SeatsReserved',
    'GuestDescribed',
    'ReservationWaitlisted',
  ]);
  const [first, second] = log.filter((event) => event.type === 'SeatsReserved');
  expect(log.at(-1)?.meta.compensates).toEqual([second?.id]);
  expect(first?.meta.deviceId).not.toBe(second?.meta.deviceId);
  expect(first?.meta.actorId).not.toBe(second?.meta.actorId);
}

/** One booking stands, the other waits; who has to be told is in the inbox of who booked, and both can read why. */
export async function everybodySeesWhy({ ada, bob, title, first, second }: LastSeats): Promise<void> {
  for (const phone of [ada, bob]) {
    await openList(phone, 'Bookings');
    await lineOf(phone, first, /Reserved.*Decided/s).waitFor();
    await lineOf(phone, second, /./).waitFor({ state: 'detached' });
  }
  await bob.page.getByRole('link', { name: /Inbox/ }).click();
  await bob.page.getByText(second).first().click();
  await bob.page.getByText('Do not book again').waitFor();
  await bob.page.getByText('Other bookings reached the server first').waitFor();
  for (const phone of [ada, bob]) {
    const history = await historyOf(phone, title);
    const having = (says: RegExp): number => history.filter((entry) => says.test(entry)).length;
    expect(having(new RegExp(`booked for ${first} by Ada.*server \\d`))).toBe(1);
    expect(having(new RegExp(`booked for ${second} by Bob`))).toBe(1);
    expect(having(new RegExp(`${second}: on the waitlist.*Makes up for`))).toBe(1);
  }
}
