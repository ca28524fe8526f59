import { createHash } from 'node:crypto';
import { waitingTime } from './chances.ts';
import { type Connected, openSimulatedFeed, type SimulatedFeed } from './feed.ts';
import type { Answer, Lasting, Link, LinkSetting } from './link.ts';
import { type Place, place } from './schedule.ts';

/**
 * What lies between a device and the server: every request may be lost, late, cut or delivered twice.
 *
 *   tab ──request──▶ [lost · late · twice] ──▶ server ──answer──▶ [lost · late · cut] ──▶ tab
 */
type Exchange = {
  readonly number: number;
  readonly tab: Place;
  readonly path: string;
  readonly init: RequestInit;
  readonly resolve: (response: Response) => void;
  readonly reject: (error: unknown) => void;
  /** Nobody waits for its answer any more. */
  isOver: boolean;
};

type Answered = { readonly answer: Answer; readonly arrived: () => void };

/** A lost message is noticed after a while as a broken connection, or not at all. */
const RESET_AFTER = 4_000;
const LATE = 40_000;

export function createLink(setting: LinkSetting): Link {
  const { schedule, chance, server, weather, note } = setting;
  const air = place(`${setting.name} network`);
  const feeds = new Set<SimulatedFeed>();
  let connects = 0;
  let asked = 0;
  let byHand = 0;
  let newestArrived = 0;
  let { session } = setting;
  const link: Link = {
    cut: undefined,
    signedOut: undefined,
    signIn(next) {
      session = next;
      link.signedOut = undefined;
    },
    cookie: () => `${session}; ${setting.cookie}`,
    altered: new Set(),
    get requests() {
      return asked - byHand;
    },
    get feeds() {
      return connects;
    },
    network: (tab, timer) => ({
      timer,
      online: () => link.cut?.how !== 'both',
      fetch: (path, init) => fetchOver(tab, path, init),
      openFeed: (path) => openSimulatedFeed({ ...setting, tab, path, feeds, connect }),
      sha256: async (bytes) => sha256(bytes),
    }),
    cutFeeds: () => [...feeds].filter((feed) => feed.lose()).length,
  };

  function fetchOver(tab: Place, path: string, init: RequestInit): Promise<Response> {
    return new Promise((resolve, reject) => {
      const exchange = { number: ++asked, tab, path, init, resolve, reject, isOver: false };
      init.signal?.addEventListener('abort', () => {
        exchange.isOver = true;
        reject(init.signal?.reason);
      });
      if (kindOf(path) === 'quarantine') byHand += 1;
      setting.onPassing(tab, `${kindOf(path)}-sent`);
      send(exchange);
    });
  }

  function send(exchange: Exchange): void {
    const { loss, duplication } = weather();
    if (isCut('both')) return fail(exchange, 5);
    if (isCut('up')) return vanish(exchange);
    if (chance.chance(loss)) {
      note('request-lost');
      return vanish(exchange);
    }
    arrive(exchange, true);
    if (chance.chance(duplication)) {
      if (exchange.init.body) note('request-duplicated');
      arrive(exchange, false);
    }
  }

  function isCut(how: 'both' | 'up' | 'down'): boolean {
    if (link.cut?.how !== how) return false;
    link.cut.bites();
    return true;
  }

  function arrive(exchange: Exchange, isFirst: boolean): void {
    const isLate = chance.chance(weather().late);
    if (isLate) note('request-late');
    const run = (): void => {
      if (exchange.number < newestArrived && exchange.init.body) note('request-overtaken');
      newestArrived = Math.max(newestArrived, exchange.number);
      void ask(exchange).then((answered) => {
        if (!isFirst) return;
        if (answered) comeBack(exchange, answered);
        else fail(exchange, travel());
      });
    };
    schedule.in(isLate ? LATE : travel(), { name: `${kindOf(exchange.path)} arrives`, at: air, run });
  }

  /** Undefined where the server did not answer. */
  async function ask({ path, init }: Exchange): Promise<Answered | undefined> {
    const headers = { ...(init.headers as Record<string, string>), cookie: link.cookie() };
    const original = init.body ? String(init.body) : undefined;
    const { signedOut } = link;
    const { body, altered } = alter(path, original);
    const { deviceId } = setting;
    const way = server.reach();
    const asking = { path, deviceId, session, node: way.node, at: schedule.now, body, original };
    const heard = setting.onAsked(asking);
    const request = { method: init.method ?? 'GET', headers, ...(body && { body }) };
    // Somebody died. Whatever else goes wrong here is a fault of this world.
    const response = await way.request(path, request).catch(() => undefined);
    if (!response) return undefined;
    for (const { bites } of altered) bites();
    if (response.status === 401) signedOut?.bites();
    const answer: Answer = {
      status: response.status,
      retryAfter: response.headers.get('retry-after'),
      body: new Uint8Array(await response.arrayBuffer()),
    };
    heard.left(answer);
    return { answer, arrived: heard.arrived };
  }

  /** A live feed's way to the server; undefined where it does not get there. */
  async function connect(path: string): Promise<Connected | undefined> {
    connects += 1;
    if (link.cut || chance.chance(weather().loss)) return undefined;
    const { node, request, died } = server.reach();
    const listener = { deviceId: setting.deviceId, session, node };
    const response = await request(path, { headers: { cookie: link.cookie() } });
    return {
      response,
      died: died(),
      heard: () => setting.onListening(listener),
      arrives: () => !link.cut || link.cut.how === 'up',
    };
  }

  /** What comes to the server instead of what was sent, and who made it so. */
  function alter(path: string, original: string | undefined) {
    const altered: Lasting[] = [];
    let body = original;
    for (const one of path.endsWith('/commits') ? link.altered : []) {
      const next = body && one.how(body);
      if (next !== body) altered.push(one);
      body = next;
    }
    return { body, altered };
  }

  function comeBack(exchange: Exchange, { answer, arrived }: Answered): void {
    const { loss, late, truncation } = weather();
    if (isCut('both') || isCut('down')) return vanish(exchange);
    if (chance.chance(loss)) {
      note('answer-lost');
      return vanish(exchange);
    }
    const isLate = chance.chance(late);
    const isTorn = chance.chance(truncation);
    if (isLate) note('answer-late');
    if (isTorn) note('answer-cut');
    const response = isTorn ? cutShort(answer) : responseOf(answer);
    const name = `${kindOf(exchange.path)} answered ${answer.status}`;
    const run = (): void => {
      setting.onPassing(exchange.tab, `${kindOf(exchange.path)}-answered`);
      if (!isTorn && !exchange.isOver) arrived();
      exchange.resolve(response);
    };
    schedule.in(isLate ? LATE : travel(), { name, at: exchange.tab, run });
  }

  function vanish(exchange: Exchange): void {
    if (chance.chance(0.5)) fail(exchange, RESET_AFTER * chance.next());
  }

  function fail({ tab, reject }: Exchange, after: number): void {
    const run = (): void => reject(new TypeError('Failed to fetch'));
    schedule.in(after, { name: 'request failed', at: tab, run });
  }

  function travel(): number {
    return waitingTime(chance) * weather().delay;
  }

  return link;
}

function kindOf(path: string): string {
  return /\/(commits|events|segments|devices|live|quarantine)/.exec(path)?.[1] ?? 'request';
}

function responseOf({ status, retryAfter, body }: Answer): Response {
  return answered(status, retryAfter, {
    json: async () => JSON.parse(new TextDecoder().decode(body)),
    text: async () => new TextDecoder().decode(body),
    arrayBuffer: async () => body.buffer,
  });
}

/** The connection broke in the middle of the body. */
function cutShort({ status, retryAfter }: Answer): Response {
  const broken = async (): Promise<never> => {
    throw new TypeError('terminated');
  };
  return answered(status, retryAfter, { json: broken, text: broken, arrayBuffer: broken });
}

/** What of a Response the transport reads: making real ones would take most of the run. */
function answered(
  status: number,
  retryAfter: string | null,
  body: Pick<Response, 'json' | 'text'> & { arrayBuffer(): Promise<ArrayBufferLike> },
): Response {
  const headers = { get: (name: string) => (name === 'retry-after' ? retryAfter : null) };
  return { ok: status >= 200 && status < 300, status, headers, ...body } as unknown as Response;
}

function sha256(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(createHash('sha256').update(bytes).digest()).buffer;
}
