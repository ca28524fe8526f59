import type { Channel, TabMessage } from './daybook.ts';

/** The other tabs of the device whose database this is. What one of them says is only a hint to look at the storage:
 * it is not checked further. */
export function tabsOf(name: string): Channel & { close(): void } {
  const channel = new BroadcastChannel(`${name}/tabs`);
  return {
    send: (message) => channel.postMessage(message),
    onMessage(listener) {
      channel.onmessage = ({ data }: MessageEvent<TabMessage>) => listener(data);
    },
    close: () => channel.close(),
  };
}
