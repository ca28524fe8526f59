import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { book, createSession, decidedFor, openSession, today } from './support/actions.ts';
import { type DeskAndField, openDeskAndField } from './support/desk-and-field.ts';
import type { Visit } from './support/visit.ts';

// Field-app rule 10: what somebody looks at in a history goes into a file or on paper, without a network.

const FORMULA = '=HYPERLINK("https://example.org","Pia")';

let opened: DeskAndField | undefined;

beforeAll(async () => {
  opened = await openDeskAndField();
  await createSession(opened.ada, { title: 'Carving', seats: 6 });
  await book(opened.ada, 'Carving', { guest: FORMULA, seats: 1 });
  await book(opened.bob, 'Carving', { guest: 'Sol, the second', seats: 2 });
  await decidedFor(opened.bob, 'Sol');
  await decidedFor(opened.ada, 'Sol');
});
afterAll(() => opened?.end());

function visitOf(who: 'ada' | 'bob'): Visit {
  if (!opened) throw new Error('nothing was opened');
  return opened[who];
}

async function openHistory(visit: Visit): Promise<void> {
  await today(visit.page);
  await openSession(visit, 'Carving');
  await visit.page.getByRole('main').getByRole('link', { name: 'History' }).click();
  await visit.page.getByRole('heading', { name: 'History: Carving' }).waitFor();
  await visit.page.getByText('Save or print', { exact: true }).click();
}

async function fileBy({ page }: Visit, button: string): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

test.each(['bob', 'ada'] as const)('out of reach, a history becomes a file: %s', async (who) => {
  const visit = visitOf(who);
  const { page } = visit;
  await openHistory(visit);
  await visit.offline();

  const lines = await fileBy(visit, 'Save as JSON Lines');
  expect(lines.name).toMatch(/^daybook-history-\d{4}(-\d\d){4}\.jsonl$/);
  const events = lines.text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events.map(({ type }) => type)).toEqual([
    ...['SessionScheduled', 'SeatsReserved', 'GuestDescribed', 'SeatsReserved', 'GuestDescribed'],
  ]);
  expect(events[2]).toMatchObject({ state: 'recorded', data: { guest: { name: FORMULA } }, version: 3 });

  const table = await fileBy(visit, 'Save as a table (CSV)');
  expect(table.text.startsWith('\uFEFFPosition,State,Time of the device')).toBe(true);
  expect(table.text.trimEnd().split('\r\n')).toHaveLength(6);
  expect(table.text).toContain(`"'${FORMULA.replaceAll('"', '""')}"`);
  expect(table.text).toContain('"Sol, the second"');
  expect(table.text, 'a formula at the beginning of a cell').not.toMatch(/(^|,)"?=/m);

  await page.getByLabel('Mark it as UTF-8, for Excel').uncheck();
  await page.getByText('Filter', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Guest' }).fill('sol');
  await page.getByText('2 of 5 entries').waitFor();
  const filtered = await fileBy(visit, 'Save as a table (CSV)');
  expect(filtered.text.startsWith('Position,')).toBe(true);
  expect(filtered.text.trimEnd().split('\r\n')).toHaveLength(3);
  expect(filtered.text).not.toContain('HYPERLINK');
  await visit.online();
});

test.each(['bob', 'ada'] as const)('out of reach, an audit sheet goes on paper: %s', async (who) => {
  const visit = visitOf(who);
  const { page } = visit;
  await openHistory(visit);
  await visit.offline();
  await page.getByRole('link', { name: 'Audit sheet, to print' }).click();
  await page.getByRole('heading', { name: 'Audit sheet: Carving' }).waitFor();
  const happened = page.getByRole('table', { name: 'What happened, oldest first' });
  await happened.getByRole('row').nth(5).waitFor();
  const main = page.getByRole('main');
  expect(await main.innerText()).toMatch(/As of\s+\d+ \w+ \d{4}, [\d:]+, position \d+ of the log/);
  expect(await main.innerText()).toMatch(/Made\s+.*, by .* on device [0-9a-f-]{36}/);
  expect(await main.innerText()).toContain('5, of them 0 not sent and 0 not accepted');
  const booked = happened.getByRole('row').filter({ hasText: '2 × Seat booked for Sol' });
  await booked.scrollIntoViewIfNeeded();
  await page.getByRole('button', { name: 'Print', disabled: false }).waitFor();
  await expect.poll(() => booked.innerText()).toMatch(/^\d+\s+\d+ \w+ \d{4}, [\d:]+/);
  expect(await booked.innerText()).toContain('Seat: 5 → 3');

  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  for (const touched of [page.getByRole('navigation'), page.getByRole('button', { name: 'Print' })])
    expect(await touched.isVisible(), 'on paper').toBe(false);
  expect(await page.getByRole('heading', { name: 'Audit sheet: Carving' }).isVisible()).toBe(true);
  expect(await page.evaluate(() => getComputedStyle(document.body).color), 'ink on paper').toBe(
    'rgb(22, 29, 51)',
  );
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  expect(pdf).toMatch(/MediaBox \[0 0 59[45]\.?\d* 84[12]\.?\d*\]/);
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
  await visit.online();
});
