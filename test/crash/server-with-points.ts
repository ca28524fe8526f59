// The real server, that tells when it comes to a named point and stands still there until it is killed. Nothing of the
// server knows of it: the points lie between the server and what it stands on, SQLite, HTTP and the file system.
import fs, { openSync, writeSync } from 'node:fs';
import { IncomingMessage, Server, ServerResponse } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { Server as NetServer } from 'node:net';
import { DatabaseSync, StatementSync } from 'node:sqlite';
import { PASSED_POINTS, type Point, type PointSettings, REACHED } from './server-points.ts';

const STAND_STILL_MS = 60_000;

const settings = process.env as PointSettings;
const trail = settings.CRASH_TRAIL ? openSync(settings.CRASH_TRAIL, 'w') : undefined;
let skip = Number(settings.CRASH_SKIP ?? 0);
let armed = settings.CRASH_POINT?.startsWith('start: ') ?? false;
let starting = true;
process.on('SIGUSR2', () => {
  armed = true;
});

/** The transaction that is open, by what it has written so far. */
let writing: 'nothing' | 'commits' | 'segment' = 'nothing';

onCallOf(DatabaseSync.prototype, 'exec', function (exec, sql) {
  beforeExec(sql);
  if (settings.CRASH_BUG !== 'not-atomic' || !/^(BEGIN|COMMIT|ROLLBACK)/.test(sql)) exec.call(this, sql);
  afterExec(sql);
});

onCallOf(StatementSync.prototype, 'run', function (run, ...values) {
  const table = /^\s*INSERT INTO (\w+)/.exec(this.sourceSQL)?.[1];
  if (table === 'segments') pass('packing: segment not written');
  const result = run.apply(this, values);
  if (table === 'workspaces' && result.changes) pass('start: workspace made, without its epoch');
  if (table === 'devices') pass('enrolment: written, not committed');
  if (table === 'commits') {
    writing = 'commits';
    pass('transaction: commit without its events');
  }
  if (table === 'events') pass('transaction: after an event');
  if (table === 'segments') {
    writing = 'segment';
    pass('packing: segment not committed');
  }
  return result;
});

onCallOf(fs, 'renameSync', function (rename, from, to) {
  pass('start: mark written, not in its place');
  rename.call(this, from, to);
});
syncBuiltinESMExports();

onCallOf(NetServer.prototype, 'listen', function (listen, ...where) {
  pass('start: not listening yet');
  starting = false;
  return listen.apply(this, where);
});

onCallOf(Server.prototype, 'emit', function (emit, event: string, ...what: unknown[]) {
  const [request, response] = what;
  if (event === 'request' && request instanceof IncomingMessage && kindOf(request) === 'push') {
    pass('request: head read');
    request.once('end', () => pass('request: body read'));
    if (response instanceof ServerResponse) response.once('finish', () => pass('answer: out'));
  }
  return Reflect.apply(emit, this, [event, ...what]);
});

const { write } = ServerResponse.prototype;
for (const name of ['write', 'end'] as const) {
  onCallOf(ServerResponse.prototype, name, function (send, ...what) {
    const kind = kindOf(this.req);
    if (kind === 'feed') pass('feed: hint on its way');
    if (kind === 'push') stopHalfWay(this, what[0], 'answer: half out');
    if (kind === 'pull') stopHalfWay(this, what[0], 'page: half out');
    return Reflect.apply(send, this, what);
  });
}

await import('../../server/main.ts');

function beforeExec(sql: string): void {
  if (sql === 'BEGIN IMMEDIATE') pass('transaction: not begun');
  if (sql !== 'COMMIT' || writing !== 'commits') return;
  pass('transaction: whole, not committed');
  pass('transaction: committing');
}

function afterExec(sql: string): void {
  if (sql === 'PRAGMA journal_mode = WAL') pass('start: file opened');
  if (/^\s*CREATE TABLE workspaces/.test(sql)) pass('start: tables made, not committed');
  if (sql === 'COMMIT' && writing === 'commits') pass('committed: nobody told');
  if (sql === 'COMMIT' && writing === 'segment') pass('packing: segment committed');
  if (sql !== 'BEGIN IMMEDIATE') return;
  writing = 'nothing';
  pass('transaction: begun');
}

function pass(point: Point): void {
  if (starting !== point.startsWith('start: ')) return;
  if (trail !== undefined) writeSync(trail, point.padEnd(80), 0);
  if (!isDue(point)) return;
  if (skip-- > 0) return;
  writeSync(2, `${REACHED}${point}\n`);
  if (!PASSED_POINTS.has(point)) standStill();
}

/** A server that nobody kills, because who wanted to is gone, ends all the same. */
function standStill(): never {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, STAND_STILL_MS);
  return process.kill(process.pid, 'SIGKILL') as never;
}

function isDue(point: Point): boolean {
  return armed && settings.CRASH_POINT === point;
}

function kindOf({ method, url = '' }: IncomingMessage): 'push' | 'pull' | 'feed' | undefined {
  const path = url.split('?')[0] ?? '';
  if (method === 'POST' && path.endsWith('/commits')) return 'push';
  if (path.endsWith('/events')) return 'pull';
  return path.endsWith('/live') ? 'feed' : undefined;
}

/** Half of what is being sent goes out, so that the other side has begun to read. */
function stopHalfWay(response: ServerResponse, chunk: unknown, point: Point): void {
  if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) return;
  if (isDue(point) && skip === 0) {
    Reflect.apply(write, response, [Buffer.from(chunk).subarray(0, chunk.length / 2)]);
    // What is written within a turn of the loop is held together; this turn never ends.
    while (response.socket?.writableCorked) response.socket.uncork();
  }
  pass(point);
}

type Method = (this: never, ...values: never[]) => unknown;

/** Puts `by` in the place of a method; it is given what was there. */
function onCallOf<T extends object, K extends keyof T>(
  on: T,
  name: K,
  by: T[K] extends (...values: infer A) => infer R
    ? (this: T, original: (this: T, ...values: A) => R, ...values: A) => R
    : never,
): void {
  const original = on[name] as Method;
  const replacement = by as Method;
  on[name] = function (this: never, ...values: never[]) {
    return replacement.call(this, original as never, ...values);
  } as T[K];
}
