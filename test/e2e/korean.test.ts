import { afterEach, beforeEach, expect, test } from 'vitest';
import { lineOf } from './support/actions.ts';
import { openOffice } from './support/busy-season.ts';
import { appIsKept, openPhone, type Phone } from './support/device.ts';
import { inTurn } from './support/in-turn.ts';
import { type RunningServer, startServer } from './support/server.ts';
import { PASSWORD, STAFF, setUpBy } from './support/staff.ts';

// Field-app rule 14: Korean from the first screen, on the device when there is no network.

let server: RunningServer;
let phone: Phone;

beforeEach(async () => {
  server = await startServer({ accounts: true });
  const office = await openOffice(server.url, await setUpBy(STAFF.planner, server));
  await office.openFair('빵 굽기');
  phone = await openPhone(server.url, { locale: 'ko-KR' });
});
afterEach(() =>
  inTurn(
    () => phone?.close(),
    () => server?.end(),
  ),
);

test('who reads Korean signs in, books without a network after a cold start, and sees it decided', async () => {
  await phone.page.getByRole('heading', { name: '로그인' }).waitFor();
  const mail = phone.page.getByLabel('메일 주소');
  await mail.fill(STAFF.planner.mail);
  await phone.page.getByRole('radio', { name: 'English' }).check();
  await phone.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  const english = await manifestOf(phone);
  await phone.page.getByRole('radio', { name: '한국어' }).check();
  await phone.page.locator('html[lang=ko]').waitFor();
  expect(await manifestOf(phone)).toEqual({
    ...english,
    lang: 'ko',
    description: expect.stringMatching(/예약 장부/),
  });
  expect(await mail.inputValue(), 'what was typed').toBe(STAFF.planner.mail);

  await phone.page.getByLabel('비밀번호').fill(PASSWORD);
  await phone.page.getByRole('button', { name: '로그인', exact: true }).click();
  await phone.page.getByRole('button', { name: '이 기기 등록' }).click();
  await phone.page.getByRole('heading', { name: '오늘', exact: true }).waitFor();
  await phone.page.getByRole('link', { name: /빵 굽기/ }).waitFor();
  await appIsKept(phone.page);

  // Another language of the browser changes nothing once one was chosen here.
  await phone.restart({ offline: true, locale: 'en-GB' });
  await phone.page.getByRole('link', { name: /빵 굽기/ }).click();
  await phone.page.getByRole('button', { name: '좌석 예약' }).click();
  const dialog = phone.page.getByRole('dialog');
  await dialog.getByLabel('손님 이름').fill('김민수');
  await dialog.getByLabel('전화').fill('010-1234-5678');
  await dialog.getByText('1석이 예약됩니다.').waitFor();
  await dialog.getByRole('button', { name: '예약 저장' }).click();
  await dialog.getByText('이 기기에 저장됨').waitFor();
  await dialog.getByRole('button', { name: '완료' }).click();
  await phone.page.getByText('보낼 것 1건').first().waitFor();

  await phone.online();
  await lineOf(phone, '김민수', /결정됨/).waitFor();
  expect(server.log().map((event) => event.type)).toContain('SeatsReserved');
});

/** What the browser installs the app by. */
async function manifestOf({ page }: Phone): Promise<object> {
  return page.evaluate(async () =>
    (await fetch(document.querySelector('link[rel=manifest]')?.getAttribute('href') ?? '')).json(),
  );
}
