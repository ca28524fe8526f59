import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSession, decidedFor, openSession } from './support/actions.ts';
import { type DeskAndField, openDeskAndField } from './support/desk-and-field.ts';
import type { Visit } from './support/visit.ts';

// Field-app rule 9: a guest is told in the guest's language, whatever the app speaks to who tells.

let opened: DeskAndField | undefined;
let ada: Visit;
let bob: Visit;

beforeAll(async () => {
  opened = await openDeskAndField();
  ({ ada, bob } = opened);
});
afterAll(() => opened?.end());

test('a guest who reads Korean is told in Korean; another language is a tap away, and is remembered', async () => {
  await createSession(ada, { title: 'Glazing', seats: 4 });
  await openSession(bob, 'Glazing');
  await bob.page.getByRole('button', { name: 'Book seats' }).click();
  const dialog = bob.page.getByRole('dialog');
  await dialog.getByLabel('Guest’s name').fill('김민수');
  await dialog.getByLabel('Phone').fill('010-1234-5678');
  await dialog.getByLabel('Guest’s language').selectOption('한국어');
  await dialog.getByRole('button', { name: 'Save the booking' }).click();
  await dialog.getByRole('button', { name: 'Book another guest' }).click();
  const next = dialog.getByLabel('Guest’s language').locator('option:checked');
  expect(await next.innerText(), 'for the next guest').toBe('한국어');
  await dialog.getByLabel('Guest’s language').selectOption('Not noted');
  await bob.page.keyboard.press('Escape');
  await decidedFor(bob, '김민수');

  await openSession(ada, 'Glazing');
  await ada.page.getByRole('button', { name: 'Change', exact: true }).click();
  const change = ada.page.getByRole('dialog');
  await change.getByText('Cancel the session', { exact: true }).click();
  await change.getByRole('button', { name: 'Cancel it for good' }).click();
  await change.waitFor({ state: 'detached' });

  await bob.page.getByRole('link', { name: /Inbox.*1 guest to look after/s }).click();
  await bob.page
    .getByRole('main')
    .getByRole('link', { name: /김민수/ })
    .click();
  await bob.page.getByRole('button', { name: 'Tell the guest' }).click();
  const said = '김민수 님, 안녕하세요. “Glazing”이(가) 취소되었습니다. 죄송합니다.';
  await dialog.getByText(said).and(bob.page.locator('[lang=ko]')).waitFor();
  const message = dialog.getByRole('link', { name: 'Message' });
  expect(await message.getAttribute('href')).toBe(`sms:010-1234-5678?body=${encodeURIComponent(said)}`);

  await dialog.getByRole('group', { name: 'In which language' }).getByText('English').click();
  await dialog.getByText('Hello 김민수, “Glazing” was cancelled.').waitFor();
  expect(await message.getAttribute('href')).toContain('Hello');
  await dialog.getByRole('button', { name: 'Told', exact: true }).click();
  await bob.page.getByText('Nothing to do for this guest any more.').waitFor();
});
