import 'fake-indexeddb/auto';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { openDexieEventLog } from '../../client/worker/log/dexie-event-log.ts';
import type { SessionId } from '../../shared/log/ids.ts';
import { type CuttingProxy, type Fault, startCuttingProxy } from '../support/cutting-proxy.ts';
import { reserve } from '../support/drafts.ts';
import { forgetful } from '../support/forgetful-client.ts';
import { enrolAt, type NetworkedDevice, openNetworkedDevice } from '../support/networked-device.ts';
import { doublesIn } from '../support/whole-log.ts';
import { book, createSession, decidedFor, enrol, lineOf, openSession } from './support/actions.ts';
import { openPhone, type Phone } from './support/device.ts';
import { hurry } from './support/devtools.ts';
import { inTurn } from './support/in-turn.ts';
import { type RunningServer, startServer } from './support/server.ts';

/** As the form names it. */
const FIRST_SEAT_TYPE = 'type-1';
/** Whom others book while the phone hears nothing. */
const LATER = ['Hedy', 'Ida', 'Jo'];
/** How much faster time goes by for the phone, which asks once a minute. */
const FASTER = 20;

/** Everything is sent under new ids, also what is sent again. */
async function nameAnew({ context }: Phone): Promise<void> {
  const send = forgetful(fetch);
  await context.route(/\/commits$/, async (route) => {
    const request = route.request();
    const init = { method: 'POST', headers: await request.allHeaders(), body: request.postData() };
    const answer = await send(request.url(), init).catch(() => undefined);
    if (!answer) return route.abort('connectionreset');
    await route.fulfill({ status: answer.status, json: await answer.json() });
  });
}

// One server, one proxy and one phone for all of it; each test has a session of its own.
describe('between the app and its server, a proxy that cuts', () => {
  let server: RunningServer;
  let proxy: CuttingProxy;
  let phone: Phone;
  let title: string;
  let made = 0;
  let before = 0;

  beforeAll(async () => {
    server = await startServer();
    proxy = await startCuttingProxy(server.url);
    phone = await openPhone(proxy.address);
    await enrol(phone, 'Ada');
  });
  afterAll(() =>
    inTurn(
      () => phone?.close(),
      () => proxy?.close(),
      () => server?.end(),
    ),
  );
  beforeEach(async () => {
    proxy.choose = () => undefined;
    made += 1;
    title = `Bread baking ${made}`;
    await createSession(phone, { title, seats: 20 });
    before = reservations();
  });

  function reservations(): number {
    return server.log().filter(({ type }) => type === 'SeatsReserved').length;
  }

  /** How many the log has more than before the test. */
  function booked(): number {
    return reservations() - before;
  }

  /** Of the requests to that path the next ones meet these faults, one after the other. */
  function meet(path: RegExp, ...faults: Fault[]): () => readonly Fault[] {
    proxy.choose = (meant) => (path.test(meant.path) ? faults.shift() : undefined);
    return () => faults;
  }

  test('answers that are cut in the middle: what was saved is sent once', async () => {
    const { page } = phone;
    // Five failures in a row are waited out for up to 31 s.
    await hurry(page, 1);
    const left = meet(
      /\/commits$/,
      'answer cut, of known length',
      'answer cut, in chunks',
      'answer cut, until close',
      'answer lost',
      'late',
      'repeated',
    );
    const guests = ['Grace', 'Hedy', 'Ida'];
    for (const guest of guests) await book(phone, title, { guest, seats: 1 });
    await hurry(page, FASTER);
    await vi.waitFor(() => expect(left()).toEqual([]), { timeout: 15_000, interval: 50 });
    for (const guest of guests) await decidedFor(phone, guest);
    await hurry(page, 1);
    expect(booked()).toBe(3);
    expect(doublesIn(server.log())).toEqual([]);
  });

  test('a live feed that is cut: the device still hears of what others book', async () => {
    const bob = await openOther();
    await bookAs(bob, 'Grace');
    await lineOf(phone, 'Grace', /Reserved/).waitFor();
    for (const feed of proxy.feeds) feed.cut();
    await bookAs(bob, 'Hedy');
    await lineOf(phone, 'Hedy', /Reserved/).waitFor();
  });

  test('R2: a live feed that falls silent: the device is told nothing, and asks by itself', () =>
    hearsNothingAndAsks('freeze'));

  test('R2: a live feed that says what nobody can read: the device is told nothing, and asks by itself', () =>
    hearsNothingAndAsks('garble'));

  test('in a network that answers everything with its own page the app says so, and keeps what is saved', async () => {
    proxy.choose = ({ isFeed }) => (isFeed ? 'feed refused' : 'captive portal');
    await book(phone, title, { guest: 'Grace', seats: 1 });
    const strip = phone.page.getByRole('status').first();
    await strip.filter({ hasText: /Saved on this device.*Sending does not work.*1 to send/ }).waitFor();
    await lineOf(phone, 'Grace', /To send/).waitFor();

    await phone.page.reload();
    await strip.filter({ hasText: /Sending does not work.*1 to send/ }).waitFor();
    await openSession(phone, title);
    await book(phone, title, { guest: 'Hedy', seats: 1 });
    await strip.filter({ hasText: /2 to send/ }).waitFor();
    expect(booked()).toBe(0);

    proxy.choose = () => undefined;
    await phone.page.evaluate(() => window.dispatchEvent(new Event('online')));
    for (const guest of ['Grace', 'Hedy']) await decidedFor(phone, guest);
    await strip.filter({ hasText: /Saved on this device.*Nothing to send/ }).waitFor();
    expect(booked()).toBe(2);
    expect(doublesIn(server.log())).toEqual([]);
  });

  // The last one: what was sent under other ids stays on its way for this phone.
  test('negative control: of an app that names anew what it sends again, the same check finds the double', async () => {
    await nameAnew(phone);
    const left = meet(/\/commits$/, 'answer lost');
    await book(phone, title, { guest: 'Grace', seats: 1 });
    await vi.waitFor(() => expect(booked()).toBe(2), { timeout: 10_000, interval: 50 });
    expect(left()).toEqual([]);
    expect(doublesIn(server.log())).not.toEqual([]);
  });

  /** The device asks once a minute. */
  async function hearsNothingAndAsks(spoil: 'freeze' | 'garble'): Promise<void> {
    const { page } = phone;
    const bob = await openOther();
    // From here on what the phone waits for can be made to come sooner.
    await hurry(page, 1);
    await bookAs(bob, 'Grace');
    await lineOf(phone, 'Grace', /Reserved/).waitFor();
    const [feed, ...more] = proxy.feeds;
    if (!feed || more.length > 0) throw new Error('the phone has one feed');
    feed[spoil]();
    proxy.choose = ({ isFeed }) => (isFeed ? 'feed refused' : undefined);
    for (const guest of LATER) {
      await bookAs(bob, guest);
      await feed.withheld;
      expect(await lineOf(phone, guest, /./).count(), 'nothing has told the phone').toBe(0);
    }
    await hurry(page, FASTER);
    for (const guest of LATER) await lineOf(phone, guest, /Reserved/).waitFor();
    // The next test begins with a feed, and at the usual pace.
    proxy.choose = () => undefined;
    await vi.waitFor(() => {
      expect(proxy.feeds.size).toBe(1);
      expect(proxy.feeds.has(feed)).toBe(false);
    }, 10_000);
    await hurry(page, 1);
  }

  function openSessionId(): SessionId {
    return new URL(phone.page.url()).pathname.split('/').at(-1) as SessionId;
  }

  /** A device of somebody else, on a good network, that is in step. */
  async function openOther(): Promise<NetworkedDevice> {
    const enrolled = await enrolAt(server.url, 'Bob');
    const log = await openDexieEventLog(enrolled.enrolment.deviceId);
    const bob = await openNetworkedDevice(enrolled, { address: server.url, log });
    onTestFinished(bob.close);
    await vi.waitFor(() => expect(bob.status().cursor).toBe(server.log().length), 5_000);
    return bob;
  }

  /** In the session that the phone shows; the server has it then. */
  async function bookAs(bob: NetworkedDevice, name: string): Promise<void> {
    const guest = { name, phone: '+43 660 1234567' };
    const booking = reserve(name, { [FIRST_SEAT_TYPE]: 1 }, { guest, in: openSessionId() });
    const already = booked();
    expect(await bob.submit(booking)).toMatchObject({ kind: 'saved' });
    await vi.waitFor(() => expect(booked()).toBe(already + 1), 5_000);
  }
});
