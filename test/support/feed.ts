import { onTestFinished } from 'vitest';
import type { TestDevice } from './server.ts';

/** A feed, hint by hint. */
export async function openFeed(device: Pick<TestDevice, 'get'>) {
  const response = await device.get('/live');
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) throw new Error('no feed');
  onTestFinished(() => reader.cancel().catch(() => undefined));
  return {
    response,
    cancel: () => reader.cancel(),
    /** The next message that is no comment and no setting; undefined when the feed has ended. */
    async next(): Promise<unknown> {
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return undefined;
        const data = /^data: (.*)$/m.exec(value)?.[1];
        if (data) return JSON.parse(data);
      }
    },
    read: async () => (await reader.read()).value,
  };
}
