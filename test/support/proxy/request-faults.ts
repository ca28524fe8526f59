import { setTimeout } from 'node:timers/promises';
import type { Answer, Exchange, Framing } from './exchange.ts';

/** How long something takes that is slow, in milliseconds. */
const SLOW = 60;

export const CAPTIVE_PORTAL = page(200, 'Welcome to our guests’ network. Please agree to the terms.');

/** What becomes of one request. Resolves with whether it was really done. */
type RequestFaults = Record<string, (exchange: Exchange) => Promise<boolean>>;

export const REQUEST_FAULTS = {
  /** The connection breaks before the server has the whole request. */
  async 'request cut'({ toClient, deliverPart, chance }) {
    await deliverPart(chance.next() * 0.99);
    toClient.cut();
    return true;
  },
  /** The server has the whole request, and nobody waits for its answer any more. */
  async 'hung up'({ toClient, deliverPart }) {
    await deliverPart(1);
    toClient.cut();
    return true;
  },
  /** The server has done what was asked, and not a byte of its answer arrives. */
  async 'answer lost'({ toClient, deliver }) {
    await deliver();
    toClient.cut();
    return true;
  },
  'answer cut, of known length': cutAnswer('length'),
  'answer cut, in chunks': cutAnswer('chunks'),
  /** Nothing in HTTP says that something is missing. */
  'answer cut, until close': cutAnswer('close'),
  /** The answer does not come, and the connection stays. */
  async frozen({ toClient, deliver }) {
    await deliver();
    await toClient.gone;
    return true;
  },
  /** The same, in the middle of the answer. */
  async stalled({ toClient, deliver }) {
    const answer = await deliver();
    await toClient.dribble(answer, 2, () => toClient.gone);
    return true;
  },
  async delayed({ toClient, deliver, chance }) {
    const before = chance.chance(0.5);
    if (before) await setTimeout(SLOW);
    const answer = await deliver();
    if (!before) await setTimeout(SLOW);
    toClient.answer(answer);
    return true;
  },
  async throttled({ toClient, deliver }) {
    await toClient.dribble(await deliver(), 8, () => setTimeout(SLOW / 8));
    return true;
  },
  /** It comes to the server twice; the client hears the second answer. */
  async repeated({ toClient, deliver, chance }) {
    if (chance.chance(0.5)) await deliver();
    const [, second] = await Promise.all([deliver(), deliver()]);
    toClient.answer(second);
    return true;
  },
  /** One that was sent later comes to the server first. */
  async overtaken({ toClient, deliver, overtaken }) {
    const wasOvertaken = await overtaken();
    toClient.answer(await deliver());
    return wasOvertaken;
  },
  /** The client sees its connection break and tries again; what it had sent first comes to the server after that. */
  async late({ toClient, deliver, overtaken }) {
    toClient.cut();
    const wasOvertaken = await overtaken();
    await deliver();
    return wasOvertaken;
  },
  /** The network of a hotel: everything is answered, by a page to sign in on. */
  async 'captive portal'({ toClient }) {
    toClient.answer(CAPTIVE_PORTAL);
    return true;
  },
  async 'bad gateway'({ toClient }) {
    toClient.answer(page(502, 'Bad gateway'));
    return true;
  },
  async 'not HTTP'({ toClient }) {
    toClient.raw('220 mail.example.org ESMTP ready\r\n');
    return true;
  },
} as const satisfies RequestFaults;

export type RequestFault = keyof typeof REQUEST_FAULTS;

function cutAnswer(framing: Framing): RequestFaults[string] {
  return async ({ toClient, deliver, chance }) => {
    await toClient.cutAnswer(await deliver(), framing, chance.next() * 0.99);
    return true;
  };
}

function page(status: number, text: string): Answer {
  const body = Buffer.from(`<!doctype html><title>Network</title><p>${text}</p>`);
  return { status, headers: [['content-type', 'text/html; charset=utf-8']], body };
}
