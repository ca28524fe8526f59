import type { Locator } from 'playwright';
import { openSession } from './actions.ts';
import type { InHand } from './device.ts';

// What a person does with seats that a device has to itself.

export async function takeAlong(
  inHand: InHand,
  title: string,
  { seats, forDevice }: { readonly seats: number; readonly forDevice?: RegExp },
): Promise<void> {
  const { page } = inHand;
  await openSession(inHand, title);
  await page.getByRole('button', { name: 'Take seats along' }).click();
  const dialog = page.getByRole('dialog');
  for (let asked = 0; asked < seats; asked++) await dialog.getByRole('button', { name: /^One more/ }).click();
  if (forDevice) {
    const choice = dialog.getByLabel('For which device');
    const option = choice.getByRole('option', { name: forDevice });
    await option.waitFor({ state: 'attached' });
    await choice.selectOption(await option.innerText());
  }
  await dialog.getByRole('button', { name: forDevice ? 'Set them aside' : 'Take them along' }).click();
  // It counts once the server has it (A1).
  await dialog.getByText(forDevice ? /^Until / : /^Book from them until /).waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await dialog.waitFor({ state: 'detached' });
}

export async function giveBack(inHand: InHand, title: string): Promise<void> {
  const { page } = inHand;
  await openSession(inHand, title);
  await page.getByRole('button', { name: 'Take seats along' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /^Give back what is left of/ }).click();
  await dialog.getByText('No device has taken seats along here.').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** The sign on a session that so many seats are this device's own. */
export function guaranteed({ page }: InHand, seats: number): Locator {
  return page.getByRole('region', { name: 'The chosen session' }).getByText(`${seats} guaranteed to you`);
}

/** What is said of a booking, before it is saved and after. */
export const FIRM = /^Guaranteed if sent by \d/;
export const PROVISIONAL = 'Provisional: may be moved or waitlisted';

/** One seat, with the promise that comes with it. */
export async function bookOne(
  inHand: InHand,
  title: string,
  { guest, phone = '+43 660 1234567' }: { readonly guest: string; readonly phone?: string },
  promise: RegExp | string,
): Promise<void> {
  const { page } = inHand;
  await openSession(inHand, title);
  await page.getByRole('button', { name: 'Book seats' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(promise).waitFor();
  await dialog.getByLabel('Guest’s name').fill(guest);
  await dialog.getByLabel('Phone').fill(phone);
  await dialog.getByRole('button', { name: 'Save the booking' }).click();
  await dialog.getByText('Saved on this device').waitFor();
  await dialog.getByText(promise).waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** One more seat for a guest of the session that is open, with the promise that comes with it. */
export async function enlarge({ page }: InHand, guest: string, promise: RegExp | string): Promise<void> {
  await page
    .getByRole('main')
    .getByRole('button', { name: new RegExp(`^${guest} `) })
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Change the party' }).click();
  await dialog.getByRole('button', { name: /^One more/ }).click();
  await dialog.getByText(promise).waitFor();
  await dialog.getByRole('button', { name: 'Save the change' }).click();
  await dialog.getByText('Saved on this device').waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await dialog.waitFor({ state: 'detached' });
}

export function checklist({ page }: InHand): Locator {
  return page
    .getByRole('main')
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'Ready to go?' }) });
}
