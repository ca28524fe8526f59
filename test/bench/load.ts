import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEVICES_PER_PERSON } from '../../server/access/enrol.ts';
import { type Clerk, createClerk, type Wish } from '../../server/demo/clerk.ts';
import { newId } from '../../server/running/clock.ts';
import type { Commit } from '../../shared/log/commit.ts';
import type { Instant, ReservationId, SessionId } from '../../shared/log/ids.ts';
import { type EnrolReply, PROTOCOL, type PushReply } from '../../shared/sync/protocol.ts';
import { openOffice, PASSWORD, sessionOf } from '../e2e/support/staff.ts';
import { fakeClient, type ServerProcess, spawnServer } from '../support/server-process.ts';

// Devices that push to a server in a process of its own, over loopback. What they send is made before the clock runs.

export const CLIENTS = 100;

type LoadOptions = {
  readonly clients?: number;
  /** Instead of the real server. */
  readonly program?: string;
  /** Of a PostgreSQL; without it SQLite. */
  readonly databaseUrl?: string;
  /** Everybody signs in; otherwise the server has no accounts. */
  readonly signedIn?: boolean;
  /** So many servers share the database, and the clients between them. */
  readonly nodes?: number;
};
const BOOKINGS_A_SESSION = 49;

export type Load = {
  /** Every client pushes so often, each time so many commits of one event, the next push after the answer to the
   * one before. Events per second; all must have been accepted. */
  eventsPerSecond(pushes: number, commits: number): Promise<number>;
  end(): Promise<void>;
};

export async function startLoad(options: LoadOptions = {}): Promise<Load> {
  const { clients: count = CLIENTS, program, databaseUrl, nodes = 1, signedIn = false } = options;
  const folder = await mkdtemp(join(tmpdir(), 'daybook-bench-'));
  const env = {
    CLIENT_DIR: fakeClient(folder),
    ...(databaseUrl && { DATABASE_URL: databaseUrl }),
    ...(signedIn && { ACCOUNTS: 'on' }),
  };
  const servers: ServerProcess[] = [];
  const end = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server.end('SIGTERM')));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    while (servers.length < nodes)
      servers.push(await spawnServer({ dataFolder: join(folder, 'data'), env, ...(program && { program }) }));
  } catch (error) {
    await end();
    throw error;
  }
  const sessions = signedIn ? await signPlannersIn(servers[0] as ServerProcess, count) : [''];
  const addressOf = (client: number): string => servers[client % nodes]?.address ?? '';
  const enrolAll = connected(count, (post) =>
    Promise.all(
      Array.from({ length: count }, (_, index) =>
        enrol(post, addressOf(index), sessions[index % sessions.length] ?? ''),
      ),
    ),
  );
  const clients = await enrolAll.catch(async (error) => {
    await end();
    throw error;
  });

  return {
    async eventsPerSecond(pushes, commits) {
      const bodies = clients.map((client) => Array.from({ length: pushes }, () => client.makePush(commits)));
      const [seconds, answers] = await connected(count, async (post) => {
        // Connects them all before the clock runs.
        await Promise.all(clients.map((client) => client.pushAll(post, [client.makePush(0)])));
        const start = performance.now();
        const all = await Promise.all(
          clients.map((client, index) => client.pushAll(post, bodies[index] ?? [])),
        );
        return [(performance.now() - start) / 1000, all.flat()] as const;
      });
      const events = count * pushes * commits;
      const accepted = answers.reduce((sum, answer) => sum + countAccepted(answer), 0);
      if (accepted !== events) throw new Error(`${accepted} of ${events} were accepted: ${answers[0]}`);
      return events / seconds;
    },
    end,
  };
}

type Post = (url: string, body: string, cookie?: string) => Promise<Answer>;
type Answer = { readonly text: string; readonly cookie: string };

/** A connection per client, for as long as `work` takes: the server closes those that are idle. */
async function connected<T>(clients: number, work: (post: Post) => Promise<T>): Promise<T> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  try {
    return await work((url, body, cookie = '') => send(url, body, { agent, cookie }));
  } finally {
    agent.destroy();
  }
}

/** As many planners as the devices need, since nobody has more than so many; their sessions' cookies. */
async function signPlannersIn(server: ServerProcess, devices: number): Promise<string[]> {
  const setUpLink = /http:\S+\/set-up#\S+/.exec(server.output())?.[0];
  const office = await openOffice({ url: server.address, setUpLink });
  const planners = Array.from({ length: Math.ceil(devices / DEVICES_PER_PERSON) }, (_, index) => ({
    name: 'Ada',
    mail: `planner-${index}@example.test`,
  }));
  for (const { name, mail } of planners)
    await office.ask('POST', 'members', { name, email: mail, role: 'planner', password: PASSWORD });
  return Promise.all(planners.map((planner) => sessionOf(planner, { url: server.address })));
}

async function enrol(post: Post, address: string, session: string) {
  const path = `${address}/api/workspaces/main`;
  const { text, cookie: device } = await post(`${path}/devices`, JSON.stringify({ name: 'Ada' }), session);
  const cookie = `${session}; ${device}`;
  const { deviceId, actorId, epoch } = JSON.parse(text) as EnrolReply;
  const next = bookings(createClerk({ actorId, deviceId }, id));
  return {
    makePush(count: number): string {
      const commits = Array.from({ length: count }, next);
      return JSON.stringify({ protocol: PROTOCOL, rules: 1, epoch, deviceId, commits });
    },
    async pushAll(by: Post, bodies: readonly string[]): Promise<string[]> {
      const answers: string[] = [];
      for (const body of bodies) answers.push((await by(`${path}/commits`, body, cookie)).text);
      return answers;
    },
  };
}

/** One session after the other, each with its bookings: every commit has one event. */
export function bookings(clerk: Clerk): () => Commit {
  let sessionId = id() as SessionId;
  let booked = BOOKINGS_A_SESSION;
  return () => {
    if (booked === BOOKINGS_A_SESSION) {
      [sessionId, booked] = [id() as SessionId, 0];
      clerk.submit(scheduleSession(sessionId), Date.now());
    } else {
      booked += 1;
      const reservationId = id() as ReservationId;
      clerk.submit({ type: 'ReserveSeats', sessionId, reservationId, seats: { chair: 2 } }, Date.now());
    }
    const [commit] = clerk.takeCommits();
    if (!commit) throw new Error('the booking was refused');
    return commit;
  };
}

export function scheduleSession(sessionId: SessionId): Wish {
  return {
    type: 'ScheduleSession',
    sessionId,
    title: 'Letterpress for beginners',
    venue: 'Mill workshop',
    startsAt: '2026-05-20T09:00:00.000Z' as Instant,
    endsAt: '2026-05-20T11:00:00.000Z' as Instant,
    timeZone: 'Europe/Zurich',
    seatTypes: [{ id: 'chair', label: 'At the table', capacity: 500 }],
    policy: { shortfall: 'waitlist', promotion: 'at-once', offerMinutes: 60 },
  };
}

function id(): string {
  return newId(Date.now, (bytes) => crypto.getRandomValues(new Uint8Array(bytes)));
}

function countAccepted(answer: string): number {
  const { receipts } = JSON.parse(answer) as Partial<PushReply>;
  return (receipts ?? []).filter(({ outcome }) => outcome === 'accepted').length;
}

function send(
  url: string,
  body: string,
  { agent, cookie }: { agent: Agent; cookie: string },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), cookie };
    const asked = request(url, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('error', reject);
      response.on('end', () =>
        resolve({ text, cookie: response.headers['set-cookie']?.[0]?.split(';')[0] ?? '' }),
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
