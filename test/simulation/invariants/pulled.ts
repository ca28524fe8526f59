import type { PullReply } from '../../../shared/sync/protocol.ts';
import type { Answer, Asked } from '../link.ts';
import type { ServerLog } from './server-log.ts';
import { hold } from './violation.ts';

/**
 * 3, R1: whichever node is asked, it gives the log from where the reader is, without a hole, and knows of all that was
 * recorded before it was asked. Returns what to call with the answer.
 */
export function checkPulled({ path }: Asked, serverLog: ServerLog): (answer: Answer) => void {
  if (!PULLED.test(path)) return () => undefined;
  const { epoch } = serverLog;
  const recorded = serverLog.events.length;
  return ({ body }) => {
    const reply = JSON.parse(new TextDecoder().decode(body)) as PullReply;
    if (reply.epoch !== epoch || serverLog.epoch !== epoch) return;
    hold(reply.head >= recorded, '3 no hole', () => {
      return `a node says that the log goes to ${reply.head}, and it went to ${recorded} before`;
    });
    const after = Number(new URLSearchParams(path.split('?')[1]).get('after'));
    const at = reply.events.findIndex(({ id }, index) => id !== serverLog.events[after + index]?.id);
    hold(at < 0, '3 no hole', () => {
      return `a node gives ${reply.events[at]?.id} at ${after + at + 1}, which the log does not have there`;
    });
    const isAll = reply.events.length > 0 || after >= reply.head;
    hold(isAll, '3 no hole', () => `a node gives nothing after ${after} of ${reply.head}`);
  };
}

const PULLED = /\/events\?/;
