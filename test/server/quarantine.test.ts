import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KEPT_BYTES, KEPT_PER_PERSON } from '../../server/commits/record.ts';
import type { Commit } from '../../shared/log/commit.ts';
import { Receipt } from '../../shared/sync/protocol.ts';
import { Quarantine } from '../../shared/sync/quarantine.ts';
import { addSeats, confirm, GUEST, reserve, schedule } from '../support/commands.ts';
import { altered, type Clerk, createClerk, rebased } from '../support/commits.ts';
import { actorId, commitId } from '../support/ids.ts';
import { gist, startServer, type TestDevice, type TestServer } from '../support/server.ts';

let server: TestServer;
let ada: TestDevice;
let bob: TestDevice;
let clerk: Clerk;

beforeEach(async () => {
  server = await startServer();
  [ada, bob] = [await server.enrol('Ada'), await server.enrol('Bob')];
  clerk = createClerk(ada.sender);
});
afterEach(() => server.close());

const kept = async (): Promise<Quarantine> =>
  v.parse(Quarantine, await (await bob.get('/quarantine')).json());
const act = (id: string, body: object): Promise<Response> => bob.send('POST', `/quarantine/${id}`, body);
const receiptOf = async (response: Response): Promise<Receipt> => v.parse(Receipt, await response.json());
const release = async (commit: Commit): Promise<Receipt> =>
  receiptOf(await act(commit.id, { action: 'release', reason: 'I know her', commit }));

/** Ada's device is revoked with a session and a booking on it unsent. */
async function delivered(): Promise<[scheduled: Commit, reserved: Commit]> {
  const commits = clerk.commits(schedule({ A: 4 }), reserve('Ada', { A: 2 }, { guest: GUEST }));
  await bob.send('DELETE', `/devices/${ada.deviceId}`);
  await ada.push(...commits);
  return commits as [Commit, Commit];
}

describe('C5: a rejected commit', () => {
  test('is kept as it came, apart from the log, with its reason and who sent it', async () => {
    const commits = await delivered();
    expect(await kept()).toEqual(
      commits.map((commit) => ({
        commitId: commit.id,
        keptAt: expect.any(String),
        submittedBy: ada.sender,
        problem: expect.objectContaining({ type: '/problems/device-revoked' }),
        commit,
        setAside: null,
      })),
    );
    expect((await bob.pull()).head).toBe(0);
  });

  test('is not kept when it has no form', async () => {
    const [scheduled] = clerk.commits(schedule({ A: 4 })) as [Commit];
    const misshapen = altered(scheduled, (copy) => {
      copy.writes[0].facts[0].data.title = '';
    });
    expect((await ada.push(misshapen)).map(gist)).toEqual(['rejected: schema']);
    expect(await kept()).toEqual([]);
  });

  test('is kept where only a newer server can say whether it has the right form', async () => {
    const [scheduled] = clerk.commits(schedule({ A: 4 })) as [Commit];
    const newer = altered(scheduled, (copy) => {
      copy.writes[0].facts[0].schemaVersion += 1;
      copy.writes[0].facts[0].data.room = 'Granary';
    });
    await bob.send('DELETE', `/devices/${ada.deviceId}`);
    expect((await ada.push(newer)).map(gist)).toEqual(['rejected: device-revoked']);
    expect((await kept()).map(({ commit }) => commit)).toEqual([newer]);
  });

  test('is kept once, however often it is sent', async () => {
    const [scheduled] = await delivered();
    await ada.push(scheduled);
    expect(await kept()).toHaveLength(2);
  });

  test('P3: is not replaced by other facts under its id: it stays, for everybody to see', async () => {
    const [scheduled] = await delivered();
    const other = altered(scheduled, (copy) => {
      copy.writes[0].facts[0].data.title = 'Mine';
    });
    expect((await ada.push(other)).map(gist)).toEqual(['rejected: facts-differ']);
    expect((await bob.push({ ...other, submittedFor: ada.sender })).map(gist)).toEqual([
      'rejected: facts-differ',
    ]);
    expect((await kept())[0]).toMatchObject({ commitId: scheduled.id, commit: scheduled, setAside: null });
    expect((await bob.pull()).head).toBe(0);
  });

  test('P7: is kept with its facts alone: what was sent as following from them may be anything', async () => {
    const [scheduled] = clerk.commits(schedule({ A: 4 })) as [Commit];
    await bob.send('DELETE', `/devices/${ada.deviceId}`);
    const junk = { ...scheduled.writes[0]?.facts[0], data: { junk: 'x'.repeat(900_000) } };
    const stuffed = altered(scheduled, (copy) => {
      copy.writes[0].derived = [junk];
    });
    expect((await ada.push(stuffed)).map(gist)).toEqual(['rejected: device-revoked']);
    expect((await kept()).map(({ commit }) => commit)).toEqual([scheduled]);
    expect(gist(await release(scheduled)), 'it can be released').toBe('accepted');
  });

  test.each([
    ['as large as may be', 0, 'device-revoked', 1],
    ['a byte larger', 1, 'too-large', 0],
  ])('P7: is kept up to a size: %s', async (_, more, said, count) => {
    const commit = clerk.commit(schedule({ A: 4 }));
    await bob.send('DELETE', `/devices/${ada.deviceId}`);
    // Of a type that only a newer server knows, whose form nobody can judge here.
    const newer = altered(commit, (copy) => {
      copy.writes[0].facts[0].schemaVersion += 1;
      copy.writes[0].facts[0].data.note = '';
    });
    const room = KEPT_BYTES - Buffer.byteLength(JSON.stringify(newer));
    const large = altered(newer, (copy) => {
      copy.writes[0].facts[0].data.note = 'ä'.repeat(Math.floor(room / 2)) + 'x'.repeat((room % 2) + more);
    });
    const [receipt] = await ada.push(large);
    expect(gist(receipt)).toBe(`rejected: ${said}`);
    if (count === 0) expect(receipt).toMatchObject({ problem: { because: '/problems/device-revoked' } });
    expect(await kept()).toHaveLength(count);
  });

  test('is kept up to a number for each person', async () => {
    await bob.send('DELETE', `/devices/${ada.deviceId}`);
    const commits = Array.from({ length: KEPT_PER_PERSON + 1 }, (_, index) =>
      clerk.commit(schedule({ A: 1 }), `session ${index}`),
    );
    const receipts = await ada.push(...commits);
    expect(receipts.slice(-2).map(gist)).toEqual(['rejected: device-revoked', 'rejected: quarantine-full']);
    expect(receipts.at(-1)).toMatchObject({ problem: { because: '/problems/device-revoked' } });
    expect(await kept()).toHaveLength(KEPT_PER_PERSON);
  });

  test('whatever builds on it, by whomever, depends on it and is kept too', async () => {
    const [scheduled, reserved] = await delivered();
    const handed = { ...reserved, submittedFor: ada.sender };
    const [receipt] = await bob.push(handed);
    expect(receipt).toMatchObject({ problem: { type: '/problems/depends-on', commitId: scheduled.id } });
    expect((await kept()).map((one) => one.commitId)).toEqual([scheduled.id, reserved.id]);
  });

  test('and so on through what was kept for that, also in a later request', async () => {
    await bob.push(createClerk(bob.sender).commit(schedule({ A: 4 })));
    clerk.learn((await bob.pull()).events);
    const forged = altered(clerk.commit(reserve('Ada', { A: 2 })), (copy) => {
      copy.writes[0].facts[0].meta.actorId = actorId('eve');
    });
    const [confirmed, added] = clerk.commits(confirm('Ada'), addSeats('A', 1)) as [Commit, Commit];
    expect((await ada.push(forged, confirmed)).map(gist)).toEqual([
      'rejected: actor',
      'rejected: depends-on',
    ]);
    const fresh = createClerk(ada.sender, 2);
    fresh.learn((await bob.pull()).events);
    expect((await ada.push(rebased(added, fresh.book))).map(gist), 'what does not, does not').toEqual([
      'accepted',
    ]);
    expect((await kept()).map((one) => one.commitId)).toEqual([forged.id, confirmed.id]);
  });
});

describe('C5: releasing', () => {
  test('records the facts as they were kept, under the name of who released them', async () => {
    const [scheduled, reserved] = await delivered();
    expect(gist(await release(scheduled))).toBe('accepted');
    expect(gist(await release(reserved))).toBe('accepted');
    const { events } = await bob.pull();
    expect(events.map(({ type }) => type)).toEqual(['SessionScheduled', 'SeatsReserved', 'GuestDescribed']);
    for (const event of events) {
      expect(event).toMatchObject({ meta: ada.sender, submittedBy: bob.sender });
    }
    expect(await kept(), 'and they have left the quarantine').toEqual([]);
  });

  test('is judged like every commit: it may conflict, and be released again, rebased', async () => {
    const [scheduled, reserved] = await delivered();
    await release(scheduled);
    const own = createClerk(bob.sender);
    own.learn((await bob.pull()).events);
    await bob.push(own.commit(reserve('Bob', { A: 3 })));
    expect(gist(await release(reserved))).toBe('conflict');
    const again = rebased(reserved, own.book);
    expect(again.writes[0]?.derived.map(({ type }) => type)).toEqual(['ReservationWaitlisted']);
    const receipt = await release(again);
    expect(gist(receipt)).toBe('accepted');
    expect(await release(again), 'twice is once (P3)').toEqual(receipt);
    expect(await ada.push(reserved), 'for the device that made it too').toEqual([receipt]);
  });

  test('brings no other facts, no other commit, and nothing that is not there', async () => {
    const [scheduled, reserved] = await delivered();
    const other = altered(scheduled, (copy) => {
      copy.writes[0].facts[0].data.title = 'Mine';
    });
    expect(gist(await release(other))).toBe('rejected: facts-differ');
    const body = { action: 'release', reason: 'why', commit: reserved };
    expect((await act(scheduled.id, body)).status).toBe(422);
    const nowhere = { ...scheduled, id: commitId('nowhere') };
    expect((await act(nowhere.id, { ...body, commit: nowhere })).status).toBe(404);
    expect((await act('nonsense', body)).status).toBe(404);
    expect((await act(scheduled.id, { action: 'release', reason: '', commit: scheduled })).status).toBe(422);
  });
});

describe('C5: what names another author than who sent it', () => {
  const forge = (commit: Commit): Commit =>
    altered(commit, (copy) => {
      for (const { facts } of copy.writes) for (const { meta } of facts) Object.assign(meta, bob.sender);
    });

  test.each([
    ['a device in use', async () => undefined],
    ['one that was revoked', () => bob.send('DELETE', `/devices/${ada.deviceId}`)],
  ])('from %s, is released by nobody, and can be set aside', async (_, before) => {
    await before();
    const forged = forge(clerk.commit(schedule({ A: 4 })));
    expect((await ada.push(forged)).map(gist)).toEqual(['rejected: actor']);
    expect(gist(await release(forged))).toBe('rejected: only-set-aside');
    expect((await bob.pull()).head).toBe(0);
    expect(await kept(), 'it waits').toMatchObject([{ commitId: forged.id, setAside: null }]);
    const aside = await act(forged.id, { action: 'set-aside', reason: 'not mine' });
    expect(gist(await receiptOf(aside))).toBe('rejected: set-aside');
  });
});

describe('C5: setting aside', () => {
  const waiting = async (): Promise<unknown> => (await bob.get('/quarantine/count')).json();
  const setAside = (id: string): Promise<Response> => act(id, { action: 'set-aside', reason: 'a test' });

  test('is final: nobody brings it in any more', async () => {
    const [scheduled] = await delivered();
    expect(await waiting()).toEqual({ waiting: 2 });
    expect(gist(await receiptOf(await setAside(scheduled.id)))).toBe('rejected: set-aside');
    expect(await waiting(), 'what is settled waits for nobody').toEqual({ waiting: 1 });
    expect(gist(await release(scheduled))).toBe('rejected: set-aside');
    expect((await bob.push({ ...scheduled, submittedFor: ada.sender })).map(gist)).toEqual([
      'rejected: set-aside',
    ]);
    expect((await kept())[0]?.setAside).toMatchObject({ by: bob.sender, reason: 'a test' });
  });

  test('leaves alone what is in the log by now', async () => {
    const [scheduled] = await delivered();
    const receipt = await release(scheduled);
    expect(await receiptOf(await setAside(scheduled.id))).toEqual(receipt);
    expect((await setAside(commitId('nowhere'))).status).toBe(404);
  });
});
