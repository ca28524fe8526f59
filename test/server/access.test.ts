import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { DeviceRegister } from '../../server/access/device-register.ts';
import { OPEN_HOUSE } from '../../server/accounts/open-house.ts';
import { createSqliteDeviceRegister } from '../../server/log/sqlite-device-register.ts';
import type { WorkspaceId } from '../../shared/log/ids.ts';
import { Problem } from '../../shared/sync/problem.ts';
import { Devices, Workspaces } from '../../shared/sync/protocol.ts';
import { addSeats, schedule } from '../support/commands.ts';
import { createClerk } from '../support/commits.ts';
import { gist, json, startServer, type TestServer } from '../support/server.ts';

let server: TestServer;

beforeEach(async () => {
  server = await startServer({ workspaces: ['main', 'other'] });
});
afterEach(() => server.close());

const DEVICES = '/api/workspaces/main/devices';
const codeOf = async (response: Response): Promise<string> => {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const body = v.parse(Problem, await response.json());
  expect(body.status).toBe(response.status);
  return `${response.status} ${body.type.replace('/problems/', '')}`;
};

describe('enrolling', () => {
  test('gives a device and its person ids, and a cookie that no script and no other site can use', async () => {
    const response = await server.request(DEVICES, json('POST', { name: '  Ada ' }));
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ name: 'Ada', deviceId: expect.any(String) });
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    expect(cookie, 'on this machine, over plain HTTP').not.toMatch(/Secure/);
  });

  test('outside of this machine the cookie goes over TLS alone', async () => {
    const { app } = server.daybook;
    const response = await app.request(`https://daybook.example${DEVICES}`, json('POST', { name: 'Ada' }));
    expect(response.headers.get('set-cookie')).toMatch(/Secure/);
  });

  test('the token is stored hashed, and never in a body', async () => {
    const device = await server.enrol();
    const token = device.cookie.split('=')[1] ?? '';
    const rows = server.database.read(({ prepare }) => prepare('SELECT * FROM devices').all());
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(await (await device.get('/devices')).text()).not.toContain(token);
  });

  test.each([
    {},
    { name: '' },
    { name: '   ' },
    { name: 'x'.repeat(81) },
    { name: 'a\u0000b' },
    { name: 7 },
    [],
    null,
  ])('a name that is none is refused: %j', async (body) => {
    expect(await codeOf(await server.request(DEVICES, json('POST', body)))).toBe('422 malformed');
  });

  test('in a workspace that does not exist there is nothing', async () => {
    const response = await server.request('/api/workspaces/none/devices', json('POST', { name: 'Ada' }));
    expect(await codeOf(response)).toBe('404 not-found');
  });
});

describe('who calls', () => {
  test('without a cookie there is only where to enrol', async () => {
    const response = await server.request('/api/workspaces');
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({
      type: '/problems/sign-in',
      enrol: {
        workspaces: [
          { id: 'main', name: 'The main book' },
          { id: 'other', name: 'The other book' },
        ],
      },
    });
  });

  test('with one, its own workspace', async () => {
    const device = await server.enrol();
    const response = await server.request('/api/workspaces', { headers: { cookie: device.cookie } });
    expect(v.parse(Workspaces, await response.json())).toEqual([
      { id: 'main', name: 'The main book', role: 'planner', epoch: device.epoch, head: 0 },
    ]);
  });

  const PATHS = [
    'events?epoch=x',
    'live',
    'segments',
    `segments/1/${'0'.repeat(64)}`,
    'quarantine',
    'devices',
  ];
  test.each(PATHS)('nothing is shown to nobody: %s', async (path) => {
    const response = await server.request(`/api/workspaces/main/${path.replace('epoch=x', '')}`);
    expect([401, 422]).toContain(response.status);
    expect(await response.text()).not.toContain('"events"');
  });

  test.each([
    ['POST', 'commits'],
    ['POST', 'quarantine/x'],
    ['DELETE', 'devices/x'],
  ])('nothing is changed by nobody: %s %s', async (method, path) => {
    const response = await server.request(`/api/workspaces/main/${path}`, json(method, {}));
    expect(await codeOf(response)).toBe('401 not-enrolled');
  });

  test('a cookie of another workspace does not even learn whether this one exists', async () => {
    const device = await server.enrol('Ada', 'other' as WorkspaceId);
    for (const workspace of ['main', 'none', 'NOT-AN-ID']) {
      const response = await server.request(`/api/workspaces/${workspace}/devices`, {
        headers: { cookie: device.cookie },
      });
      expect(await codeOf(response)).toBe('404 not-found');
    }
  });

  test('L8: a device learns how many of its commits the server has', async () => {
    const device = await server.enrol();
    const clerk = createClerk(device.sender);
    server.clock.now += 90_000;
    const scheduled = clerk.commit(schedule({ A: 1 }));
    await device.push(scheduled, clerk.commit(addSeats('A', 1)));
    await device.push(scheduled);
    await server.enrol('Bob');
    const devices = v.parse(Devices, await (await device.get('/devices')).json());
    expect(devices.map(({ name, commitsAccepted, current }) => [name, commitsAccepted, current])).toEqual([
      ['Ada', 2, true],
      ['Bob', 0, false],
    ]);
    expect(devices[0]?.lastContactAt).toBe(new Date(server.clock.now).toISOString());
  });

  test.each(['events', 'commits', 'live'])(
    'the cookie of a device in use never ends: a request to …/%s gives it anew, once a day',
    async (path) => {
      const device = await server.enrol();
      const ask = async (): Promise<string | null> => {
        const answer =
          path === 'commits'
            ? await device.tryPush([])
            : await device.get(`/${path}?epoch=${device.epoch}&after=0`);
        expect(answer.status).toBe(200);
        if (path === 'live') await answer.body?.cancel();
        return answer.headers.get('set-cookie');
      };
      await ask();
      expect(await ask()).toBeNull();
      server.clock.now += 23 * 3_600_000;
      expect(await ask()).toBeNull();
      server.clock.now += 3_600_000;
      const renewed = await ask();
      expect(renewed?.split(';')[0], 'the same token').toBe(device.cookie);
      expect(renewed).toMatch(/Max-Age=34560000;.*HttpOnly/);
      expect(await ask()).toBeNull();
    },
  );

  test('the cookie of a revoked device ends', async () => {
    const [ada, bob] = [await server.enrol('Ada'), await server.enrol('Bob')];
    await bob.send('DELETE', `/devices/${ada.deviceId}`);
    const answer = await ada.tryPush([]);
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([200, null]);
  });

  test('another device’s queue is not sent in this person’s name', async () => {
    const [ada, bob] = [await server.enrol('Ada'), await server.enrol('Bob')];
    const response = await ada.tryPush([], { deviceId: bob.deviceId });
    expect(await codeOf(response)).toBe('401 sign-in');
  });
});

describe('C6: revoking', () => {
  test('bites at the next request, and lets the device deliver what it holds, which is kept', async () => {
    const [ada, bob] = [await server.enrol('Ada'), await server.enrol('Bob')];
    const scheduled = createClerk(ada.sender).commit(schedule({ A: 1 }));
    expect((await bob.send('DELETE', `/devices/${ada.deviceId}`)).status).toBe(204);
    expect(await codeOf(await ada.get('/devices'))).toBe('401 device-revoked');
    expect(await codeOf(await ada.get(`/events?epoch=${ada.epoch}`))).toBe('401 device-revoked');
    expect((await server.request('/api/workspaces', { headers: { cookie: ada.cookie } })).status).toBe(401);
    expect((await ada.push(scheduled)).map(gist)).toEqual(['rejected: device-revoked']);
    expect(await (await bob.get('/quarantine')).json()).toMatchObject([{ commitId: scheduled.id }]);
  });

  test('does not touch what was accepted before: a repeat gets its receipt (P3)', async () => {
    const ada = await server.enrol('Ada');
    const scheduled = createClerk(ada.sender).commit(schedule({ A: 1 }));
    const [receipt] = await ada.push(scheduled);
    await ada.send('DELETE', `/devices/${ada.deviceId}`);
    expect(await ada.push(scheduled)).toEqual([receipt]);
  });

  test('reads the one device, however many there are', async () => {
    const more: { devices?: DeviceRegister } = {};
    const list = vi.fn<DeviceRegister['list']>();
    const lonely = await startServer({
      more,
      accounts(database) {
        more.devices = { ...createSqliteDeviceRegister(database), list };
        return OPEN_HOUSE;
      },
    });
    onTestFinished(() => lonely.close());
    const [ada, bob] = [await lonely.enrol('Ada'), await lonely.enrol('Bob')];
    expect((await bob.send('DELETE', `/devices/${ada.deviceId}`)).status).toBe(204);
    expect(list).not.toHaveBeenCalled();
  });

  test('a device that there is not', async () => {
    const ada = await server.enrol('Ada');
    expect(await codeOf(await ada.send('DELETE', '/devices/none'))).toBe('404 not-found');
  });
});

describe('another site', () => {
  test.each([
    ['origin', 'https://evil.example', '403 origin'],
    ['origin', 'null', '403 origin'],
    ['origin', 'http://localhost:9', '403 origin'],
    ['origin', 'https://localhost', '403 origin'],
    ['sec-fetch-site', 'cross-site', '403 origin'],
    ['sec-fetch-site', 'same-site', '403 origin'],
    ['content-type', 'text/plain', '415 not-json'],
    ['content-type', 'application/x-www-form-urlencoded', '415 not-json'],
  ])('changes nothing here: %s %s', async (name, value, expected) => {
    const ada = await server.enrol();
    const response = await ada.send('POST', '/devices', { name: 'Eve' }, { [name]: value });
    expect(await codeOf(response)).toBe(expected);
    expect(v.parse(Devices, await (await ada.get('/devices')).json())).toHaveLength(1);
  });

  test('outside of this machine the same name without TLS is another site', async () => {
    const enrol = async (origin: string): Promise<number> => {
      const asked = json('POST', { name: 'Eve' }, { origin });
      return (await server.daybook.app.request(`http://daybook.example:8443${DEVICES}`, asked)).status;
    };
    expect(await enrol('http://daybook.example:8443')).toBe(403);
    expect(await enrol('https://daybook.example:8443'), 'TLS ends at the proxy in front').toBe(201);
  });

  test('on this machine a proxy with TLS may be in front, where PUBLIC_URL says so', async () => {
    const behind = await startServer({ more: { isByTls: true } });
    onTestFinished(() => behind.close());
    const own = { origin: 'https://localhost' };
    expect((await behind.request(DEVICES, json('POST', { name: 'Ada' }, own))).status).toBe(201);
  });

  test('negative control: this one does', async () => {
    const ada = await server.enrol();
    const own = { origin: 'http://localhost', 'sec-fetch-site': 'same-origin' };
    expect((await ada.send('POST', '/devices', { name: 'Bob' }, own)).status).toBe(201);
  });
});
