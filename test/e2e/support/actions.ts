import type { Locator, Page } from 'playwright';
import { appIsKept, type InHand, textOf } from './device.ts';

// What a person does, found by what a person reads.

/** A time as it is written: with its day where that is not today. */
export const MOMENT = String.raw`(\d+ \w+( \d{4})?, )?\d\d:\d\d`;

export async function enrol({ page }: InHand, name: string): Promise<void> {
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Enrol this device' }).click();
  await page.getByRole('heading', { name: 'Today', exact: true }).waitFor();
  await appIsKept(page);
}

/** By mail and password; then either the device that one has here opens, or one enrols. */
export async function signIn(
  { page }: InHand,
  { mail, password = 'daybook-demo' }: { mail: string; password?: string },
): Promise<void> {
  await page.getByLabel('Mail address').fill(mail);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).last().click();
}

export async function signOut({ page }: InHand): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Device' }).click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
}

/** Once signed in, at a browser that has no device of theirs yet. */
export async function enrolSignedIn({ page }: InHand): Promise<void> {
  await page.getByLabel('Name of this device').waitFor();
  await page.getByRole('button', { name: 'Enrol this device' }).click();
  await page.getByRole('heading', { name: 'Today', exact: true }).waitFor();
  await appIsKept(page);
}

/** A session that begins in an hour, with seats of one kind. */
export async function createSession(
  { page }: InHand,
  {
    title,
    seats,
    venue = 'Mill',
    full,
    free,
  }: {
    title: string;
    seats: number;
    venue?: string;
    full?: 'Take what is left' | 'Refuse';
    free?: 'They are kept for who is next until the guest answers';
  },
): Promise<void> {
  await today(page);
  await page.getByRole('button', { name: 'New session' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Title').fill(title);
  await dialog.getByLabel('Venue').fill(venue);
  await dialog.getByLabel('Starts').fill(localTime(60));
  await dialog.getByLabel('Ends').fill(localTime(120));
  await dialog.getByRole('textbox', { name: 'How many' }).fill(String(seats));
  if (free) await dialog.getByLabel('When seats become free').selectOption(free);
  if (full) await dialog.getByLabel('When it is full').selectOption(full);
  await dialog.getByRole('button', { name: 'Save the session' }).click();
  await page.getByRole('heading', { name: title }).waitFor();
}

export async function today(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Today', exact: true }).click();
}

export async function openSession({ page }: InHand, title: string): Promise<void> {
  if (await page.getByRole('heading', { name: title, level: 1 }).isVisible()) return;
  await today(page);
  await page.getByRole('link', { name: new RegExp(title) }).click();
  await page.getByRole('heading', { name: title }).waitFor();
}

/** One of the lists of the session that is open. */
export async function openList({ page }: InHand, name: 'Bookings' | 'Waitlist' | 'Check-in'): Promise<void> {
  await page.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
}

/** Saves a booking and sees that it was saved. */
export async function book(
  phone: InHand,
  title: string,
  { guest, seats }: { guest: string; seats: number },
): Promise<void> {
  const { page } = phone;
  await openSession(phone, title);
  await page.getByRole('button', { name: 'Book seats' }).click();
  const dialog = page.getByRole('dialog');
  for (let more = 1; more < seats; more++) await dialog.getByRole('button', { name: /^One more/ }).click();
  await dialog.getByLabel('Guest’s name').fill(guest);
  await dialog.getByLabel('Phone').fill('+43 660 1234567');
  await dialog.getByRole('button', { name: /^Save (the booking|on the waitlist)/ }).click();
  await dialog.getByText('Saved on this device').waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
}

/** The three marks of the guest's booking all stand: saved, sent, decided. */
export async function decidedFor(phone: InHand, guest: string): Promise<void> {
  await lineOf(phone, guest, /Decided/).waitFor();
}

/** The guest's line in a session's list, once it says that. */
export function lineOf({ page }: InHand, guest: string, says: RegExp): Locator {
  return page.getByRole('main').getByRole('listitem').filter({ hasText: guest }).filter({ hasText: says });
}

/** The texts of a session's history, newest first. */
export async function historyOf(phone: InHand, title: string): Promise<string[]> {
  await openSession(phone, title);
  await phone.page.getByRole('main').getByRole('link', { name: 'History' }).click();
  await phone.page.getByRole('heading', { name: `History: ${title}` }).waitFor();
  const entries = phone.page.getByRole('main').getByRole('listitem');
  await entries.first().waitFor();
  return Promise.all((await entries.all()).map(textOf));
}

function localTime(minutesFromNow: number): string {
  const at = new Date(Date.now() + minutesFromNow * 60_000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
