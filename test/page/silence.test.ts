import { beforeEach, expect, test } from 'vitest';
import { LIMIT_SECONDS, listenForSilence, type Silence } from '../../client/page/silence.ts';

// When the page says that its worker has gone, and when it does not.

let silence: Silence;
let said: boolean[];
let pings: PromiseWithResolvers<void>[];
let next: (() => void) | undefined;

beforeEach(() => {
  said = [];
  pings = [];
  next = undefined;
  silence = listenForSilence({
    ping() {
      const ping = Promise.withResolvers<void>();
      pings.push(ping);
      return ping.promise;
    },
    schedule(_milliseconds, run) {
      next = run;
    },
    onChange: (silent) => said.push(silent),
  });
});

test('a worker that has spoken and says no more is silent, once', async () => {
  await aWordFromIt();
  silence.expect(new Promise(() => undefined));
  await seconds(LIMIT_SECONDS);
  expect(said).toEqual([]);
  await seconds(LIMIT_SECONDS);
  expect(said).toEqual([true]);
  expect(pings).toHaveLength(1);
});

test('one that is long about an answer, and says pong, is not', async () => {
  await aWordFromIt();
  silence.expect(new Promise(() => undefined));
  for (let second = 0; second < 5 * LIMIT_SECONDS; second++) {
    await seconds(1);
    pings.at(-1)?.resolve();
  }
  expect(pings.length).toBeGreaterThan(LIMIT_SECONDS);
  expect(said).toEqual([]);
});

test('one that speaks after all is there again, and may fall silent again', async () => {
  await aWordFromIt();
  silence.expect(new Promise(() => undefined));
  await seconds(2 * LIMIT_SECONDS);
  pings.at(-1)?.resolve();
  await seconds(0);
  expect(said).toEqual([true, false]);
  await seconds(2 * LIMIT_SECONDS);
  expect(said).toEqual([true, false, true]);
});

test('one whose program is still on its way is not silent', async () => {
  silence.expect(new Promise(() => undefined));
  await seconds(10 * LIMIT_SECONDS);
  expect(said).toEqual([]);
});

test('nobody is asked who owes nothing, and nothing is counted then', async () => {
  await aWordFromIt();
  await seconds(10 * LIMIT_SECONDS);
  expect(next).toBeUndefined();
  expect(pings).toEqual([]);
});

test('one in which an error was not caught is asked, and is not silent when it answers', async () => {
  await aWordFromIt();
  silence.doubt();
  expect(pings).toHaveLength(1);
  pings.at(-1)?.resolve();
  await seconds(2 * LIMIT_SECONDS);
  expect(said).toEqual([]);
});

test('one that says nothing after such an error is silent, though it owed nothing', async () => {
  await aWordFromIt();
  silence.doubt();
  await seconds(2 * LIMIT_SECONDS);
  expect(said).toEqual([true]);
});

test('one whose program cannot be loaded is silent at once, until it speaks after all', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  silence.expect(promise);
  silence.doubt();
  await seconds(2 * LIMIT_SECONDS);
  expect(said).toEqual([true]);
  resolve();
  await seconds(1);
  expect(said).toEqual([true, false]);
});

test('of a worker that was replaced nothing more is said', async () => {
  await aWordFromIt();
  silence.expect(new Promise(() => undefined));
  await seconds(LIMIT_SECONDS);
  silence.end();
  silence.doubt();
  await seconds(LIMIT_SECONDS);
  expect(said).toEqual([]);
});

async function aWordFromIt(): Promise<void> {
  silence.expect(Promise.resolve());
  await seconds(1);
}

/** The page counts so many seconds, as far as it counts, and hears between them what is answered. */
async function seconds(count: number): Promise<void> {
  await heard();
  for (let second = 0; second < count; second++) {
    const run = next;
    next = undefined;
    run?.();
    await heard();
  }
}

function heard(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
