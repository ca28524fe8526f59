import { type Browser, chromium, type Page } from 'playwright';
import decodeQR from 'qr/decode.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { book, createSession, enrol, openList, openSession } from './support/actions.ts';
import { violationsOn } from './support/axe.ts';
import { codeOn, createFakeCamera, type FakeCamera, type Modules, pixelsOf } from './support/fake-camera.ts';
import { type RunningServer, startServer } from './support/server.ts';
import { AT_A_DESK, ON_A_PHONE, type Visit, visit } from './support/visit.ts';

// Tickets, and checking in by them, with a camera that sees what the test holds in front of it.

let server: RunningServer;
let camera: FakeCamera;
let browser: Browser;

beforeAll(async () => {
  camera = createFakeCamera();
  [server, browser] = await Promise.all([startServer(), chromium.launch(camera.launch)]);
});
afterAll(async () => {
  await browser?.close();
  await server?.end();
  camera?.end();
});

describe.each([ON_A_PHONE, AT_A_DESK])('at $width px', (size) => {
  const bread = `Bread baking ${size.width}`;
  const moths = `Moths ${size.width}`;
  let seat: Visit;
  let page: Page;
  let ticket: Modules;
  let code: string;
  let adam: string;

  beforeAll(async () => {
    seat = await visit(browser, server.url, size);
    page = seat.page;
    await enrol(seat, 'Mira');
    await createSession(seat, { title: moths, seats: 5 });
    await createSession(seat, { title: bread, seats: 5 });
    await book(seat, bread, { guest: 'Ádám Öz', seats: 2 });
    await book(seat, bread, { guest: 'Rosa', seats: 1 });
  });
  afterAll(() => seat?.close());

  test('a booking has a ticket, whose code holds ids and nothing about the guest', async () => {
    await openTicket('Ádám Öz');
    const paper = page.getByRole('article');
    await paper.getByText(bread).waitFor();
    await paper.getByText('Ádám Öz').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    ticket = await codeOn(page);
    adam = bookingAt(page);
    code = (await paper.getByText(/^Code /).innerText()).replace('Code ', '');
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(decodeQR(pixelsOf(ticket))).toBe(page.url());
    expect(page.url()).toMatch(/\/session\/[0-9a-f-]{36}\/ticket\/[0-9a-f-]{36}$/);
  });

  test('it is printed without the app around it, and handed on as a picture', async () => {
    await page.emulateMedia({ media: 'print' });
    await page.getByRole('article').waitFor();
    expect(await page.getByRole('navigation').isVisible()).toBe(false);
    expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as a picture' }).click();
    expect((await download).suggestedFilename()).toBe(`ticket-${code}.png`);
    await page.evaluate(() => {
      const shared: string[] = [];
      Object.assign(navigator, {
        canShare: () => true,
        share: async ({ files, text }: ShareData) => shared.push(`${files?.[0]?.type} ${text}`),
      });
      Object.assign(globalThis, { shared });
    });
    await leaveTicket();
    await openTicket('Ádám Öz');
    await page.getByRole('button', { name: 'Share' }).click();
    const handed = () => page.evaluate(() => (globalThis as unknown as { shared: string[] }).shared.join());
    await expect.poll(handed).toContain(`image/png Your ticket for “${bread}”`);
    expect(await handed()).toContain(`Code ${code}`);
    await leaveTicket();
  });

  test('a guest is found as one types, without accents, and checked in by a tap', async () => {
    await openList(seat, 'Check-in');
    await page.getByRole('searchbox', { name: 'Find a guest' }).fill('oz adam');
    await page.getByRole('button', { name: 'Check in: Ádám Öz' }).click();
    await page.getByText('Here, 2').waitFor();
    await page.getByRole('button', { name: /^Undo check-in: Ádám/ }).click();
    await page.getByText('Here, 2').waitFor({ state: 'detached' });
    await page.getByRole('searchbox', { name: 'Find a guest' }).fill('');
    expect(await checkIns(adam)).toBe(1);
  });

  test('without leave to use the camera it says so, and a typed code checks in, once', async () => {
    await scan();
    await page.getByText('This browser may not use the camera.').waitFor();
    await type('zzzz-zzzz');
    await says('No booking on this device has the code ZZZZ-ZZZZ. Nothing was recorded.');
    await type(code.slice(0, 5));
    await says('Type more of the code.');
    await type(code.toLowerCase());
    await says('Checked in: Ádám Öz, 2 guests.');
    await type(code);
    await says('Ádám Öz is here already (2 guests). Nothing was recorded.');
    expect(await violationsOn(page)).toEqual([]);
    expect(await checkIns(adam)).toBe(2);
  });

  test('the camera reads a ticket: here already, and after an undo welcome again', async () => {
    await seat.context.grantPermissions(['camera']);
    camera.see(ticket);
    await page.getByRole('button', { name: 'Try the camera again' }).click();
    await page.getByText('Hold the code of the ticket').waitFor();
    await says('Ádám Öz is here already (2 guests). Nothing was recorded.');
    await closeScan();
    await page.getByRole('button', { name: /^Undo check-in: Ádám/ }).click();
    await scan();
    await says('Checked in: Ádám Öz, 2 guests.');
    await page.getByRole('button', { name: 'Undo: Ádám Öz' }).click();
    await says('Check-in undone: Ádám Öz.');
    await closeScan();
    expect(await checkIns(adam)).toBe(3);
  });

  test('a typed code of another session is told as that one’s, in whatever way it is typed, and leads there', async () => {
    await openSession(seat, moths);
    await openList(seat, 'Check-in');
    await scan();
    await type(code.replace('-', ' ').toLowerCase());
    await says(`This ticket is for “${bread}”`);
    await page.getByRole('link', { name: 'Open that session' }).click();
    await page.getByRole('heading', { name: bread, level: 1 }).waitFor();
    expect(await checkIns(adam)).toBe(3);
  });

  test('a camera that another app has is told apart from none, and what to do instead; it is tried again', async () => {
    await openSession(seat, bread);
    await openList(seat, 'Check-in');
    await failingCamera('NotFoundError');
    await scan();
    const told = page.getByRole('dialog').getByRole('alert');
    await told.getByText('No camera was found. Without it, type the code of the ticket below').waitFor();
    await failingCamera('NotReadableError');
    await page.getByRole('button', { name: 'Try the camera again' }).click();
    await told.getByText('another app may be using it. Close that one and try again.').waitFor();
    await told.getByText('find the guest in the list').waitFor();
    await type(code);
    await says('Checked in: Ádám Öz, 2 guests.');
    expect(await violationsOn(page)).toEqual([]);
    await page.evaluate(() => Reflect.deleteProperty(navigator.mediaDevices, 'getUserMedia'));
    await page.getByRole('button', { name: 'Try the camera again' }).click();
    await page.getByText('Hold the code of the ticket').waitFor();
    await page.evaluate(() => {
      const { srcObject } = document.querySelector('video') as HTMLVideoElement;
      for (const track of (srcObject as MediaStream).getTracks()) track.stop();
    });
    await told.getByText('The camera gives no picture').waitFor();
    await closeScan();
  });

  test.each([
    ['reads codes itself is asked to', 'This code is not a ticket.'],
    ['says that it reads codes and does not is not asked any more', 'Ádám Öz is here already (2 guests).'],
  ])('a browser that %s', async (does, said) => {
    await page.evaluate((reading) => {
      const asked = { times: 0 };
      class BarcodeDetector {
        static getSupportedFormats = async () => ['ean_13', 'qr_code'];
        async detect() {
          asked.times++;
          if (!reading) throw new DOMException('no service', 'NotSupportedError');
          return [{ rawValue: 'https://daybook.test/no-ticket' }];
        }
      }
      Object.assign(globalThis, { BarcodeDetector, asked });
    }, does.startsWith('reads'));
    camera.see(ticket);
    await scan();
    await says(said);
    const asked = await page.evaluate(() => (globalThis as unknown as { asked: { times: number } }).asked);
    expect(asked.times).toBeGreaterThan(0);
    await closeScan();
    await page.evaluate(() => Reflect.deleteProperty(globalThis, 'BarcodeDetector'));
  });

  test('a ticket of another session, and of a cancelled booking, is answered and not recorded', async () => {
    await openSession(seat, moths);
    await openList(seat, 'Check-in');
    await scan();
    await says(`This ticket is for “${bread}”`);
    await page.getByRole('link', { name: 'Open that session' }).click();
    await page.getByRole('heading', { name: bread, level: 1 }).waitFor();
    await openTicket('Rosa');
    camera.see(await codeOn(page));
    const rosa = bookingAt(page);
    await leaveTicket();
    await page.getByRole('button', { name: /^Rosa/ }).click();
    await page.getByRole('button', { name: 'Cancel the booking' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel the booking' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await openList(seat, 'Check-in');
    await scan();
    await says('Rosa: Cancelled. Nothing was recorded.');
    await closeScan();
    expect([await checkIns(adam), await checkIns(rosa)]).toEqual([4, 0]);
  });

  async function openTicket(guest: string): Promise<void> {
    await openSession(seat, bread);
    await openList(seat, 'Bookings');
    await page.getByRole('button', { name: new RegExp(`^${guest}`) }).click();
    await page.getByRole('link', { name: 'Ticket' }).click();
    await page.getByRole('heading', { name: `Ticket: ${guest}` }).waitFor();
  }
  /** On a wide screen the session stands in the list beside it. */
  async function leaveTicket(): Promise<void> {
    const isWide = size === AT_A_DESK;
    await page.getByRole('link', { name: isWide ? new RegExp(bread) : 'Back to the session' }).click();
    await page.getByRole('heading', { name: bread, level: 1 }).waitFor();
  }
  const scan = () => page.getByRole('button', { name: 'Scan tickets' }).click();
  const says = (words: string) => page.getByRole('dialog').getByRole('status').getByText(words).waitFor();
  async function type(typed: string): Promise<void> {
    await page.getByLabel('Code of the ticket').fill(typed);
    await page.getByRole('dialog').getByRole('button', { name: 'Check in', exact: true }).click();
  }
  /** Until `getUserMedia` is the browser's own again. */
  const failingCamera = (name: string) =>
    page.evaluate((fails) => {
      const getUserMedia = () => Promise.reject(new DOMException('in this test', fails));
      Object.defineProperty(navigator.mediaDevices, 'getUserMedia', {
        value: getUserMedia,
        configurable: true,
      });
    }, name);
  async function closeScan(): Promise<void> {
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
  /** How often that booking was checked in, once all is sent. */
  async function checkIns(booking: string): Promise<number> {
    await page.getByText('Nothing to send').first().waitFor();
    const all = server.log().filter(({ type: kind }) => kind === 'GuestCheckedIn');
    return all.filter(({ data }) => data.reservationId === booking).length;
  }
});

function bookingAt(page: Page): string {
  return page.url().split('/').at(-1) ?? '';
}
