import type { Locator } from 'playwright';
import type { Phone } from './device.ts';

// A booking step by step, for when it does not go as it should. `book` does it all.

export async function fillIn({ page }: Phone, guest: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Book seats' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Guest’s name').fill(guest);
  await dialog.getByLabel('Phone').fill('+43 660 1234567');
  return dialog;
}

export async function pressSave({ page }: Phone): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: 'Save the booking' }).click();
}

export async function done({ page }: Phone): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Saved on this device').waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await dialog.waitFor({ state: 'detached' });
}
