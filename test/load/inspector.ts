/** A process of Node looked into by its inspector, on loopback: what it holds once its garbage is gone. */
export type Inspector = {
  /** In bytes. */
  heapUsed(): Promise<number>;
  /** How many objects there are that have what the expression comes to as their prototype. */
  countOf(prototype: string): Promise<number>;
  evaluate(expression: string): Promise<unknown>;
  close(): void;
};

/** So that the process says where its inspector listens. */
export const INSPECTED: NodeJS.ProcessEnv = { NODE_OPTIONS: '--inspect=127.0.0.1:0' };

type Reply = { readonly id: number; readonly result?: Result; readonly error?: { readonly message: string } };
type Result = {
  readonly usedSize?: number;
  readonly result?: { readonly value?: unknown; readonly objectId?: string };
  readonly objects?: { readonly objectId: string };
};

/** `output`: what an INSPECTED process has said. */
export async function inspect(output: string): Promise<Inspector> {
  const url = /ws:\/\/127\.0\.0\.1:\d+\/\S+/.exec(output)?.[0];
  if (!url) throw new Error(`no inspector listens: ${output}`);
  const socket = new WebSocket(url);
  const waiting = new Map<number, (reply: Reply) => void>();
  let last = 0;
  socket.onmessage = ({ data }) => {
    const reply = JSON.parse(String(data)) as Reply;
    waiting.get(reply.id)?.(reply);
    waiting.delete(reply.id);
  };
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error(`${url} does not answer`));
  });

  function call(method: string, params: object = {}): Promise<Result> {
    const id = ++last;
    socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve, reject) => {
      waiting.set(id, ({ result, error }) => {
        if (result) resolve(result);
        else reject(new Error(error?.message ?? `${method} failed`));
      });
    });
  }

  return {
    async heapUsed() {
      await call('HeapProfiler.collectGarbage');
      return (await call('Runtime.getHeapUsage')).usedSize ?? 0;
    },
    async countOf(prototype) {
      const objectGroup = 'counted';
      const { result } = await call('Runtime.evaluate', { expression: prototype, objectGroup });
      const found = { prototypeObjectId: result?.objectId, objectGroup };
      const { objects } = await call('Runtime.queryObjects', found);
      const counting = {
        objectId: objects?.objectId,
        functionDeclaration: 'function () { return this.length }',
      };
      const counted = await call('Runtime.callFunctionOn', { ...counting, returnByValue: true });
      await call('Runtime.releaseObjectGroup', { objectGroup });
      return Number(counted.result?.value);
    },
    async evaluate(expression) {
      return (await call('Runtime.evaluate', { expression, returnByValue: true })).result?.value;
    },
    close: () => socket.close(),
  };
}
