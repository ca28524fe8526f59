import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright';

// What is handed from device to device as a file.

export async function openDevice(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Device' }).click();
  await page.getByRole('heading', { name: 'Device', exact: true }).waitFor();
}

/** What the button makes the browser save. */
export async function savedBy(page: Page, button: Locator): Promise<Buffer> {
  const download = page.waitForEvent('download');
  await button.click();
  return readFileSync(await (await download).path());
}

export async function chooseFile(page: Page, buffer: Buffer): Promise<void> {
  await openDevice(page);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Take in a file' }).click();
  await (await chooser).setFiles({ name: 'daybook.json', mimeType: 'application/json', buffer });
}

/** `entries`: as many as are new there, in words. */
export async function takeIn(page: Page, buffer: Buffer, entries: string): Promise<void> {
  await chooseFile(page, buffer);
  const dialog = page.getByRole('dialog', { name: 'Take in another device’s work?' });
  await dialog.getByRole('button', { name: `Take in ${entries}` }).click();
  await page.getByText(`${entries} taken in`).waitFor();
  await dialog.waitFor({ state: 'detached' });
}
