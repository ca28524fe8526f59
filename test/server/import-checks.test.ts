import { hash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkLog } from '../../server/import/check-log.ts';
import { exportLog } from '../../server/import/export-log.ts';
import { importLog } from '../../server/import/import-log.ts';
import { createSqliteArchive } from '../../server/log/sqlite-archive.ts';
import { createSqliteDeviceRegister } from '../../server/log/sqlite-device-register.ts';
import { canonicalJson } from '../../shared/log/canonical-json.ts';
import type { WorkspaceId } from '../../shared/log/ids.ts';
import { GUEST, reserve, schedule } from '../support/commands.ts';
import { createClerk, type Spoilable } from '../support/commits.ts';
import { startServer, type TestServer, WORKSPACE } from '../support/server.ts';

let folder: string;
let server: TestServer;
/** The file of a small log, and its lines: the header, two devices, and six commits from line 4 on. */
let whole: string;
let lines: string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-import-'));
  server = await startServer();
  const [ada] = [await server.enrol('Ada'), await server.enrol('Bob')];
  const clerk = createClerk(ada.sender);
  const guests = ['Ann', 'Ben', 'Cyn', 'Dan', 'Eve'];
  const bookings = guests.map((guest) => reserve(guest, { A: 2 }, { guest: GUEST }));
  await ada.push(...clerk.commits(schedule({ A: 90 }), ...bookings));
  await exportLog(WORKSPACE, join(folder, 'whole'), servicesOf(server));
  whole = readFileSync(join(folder, 'whole'), 'utf8');
  lines = whole.trimEnd().split('\n');
});
afterAll(async () => {
  await server?.close();
  rmSync(folder, { recursive: true });
});

function servicesOf({ eventLog, database }: TestServer) {
  return {
    eventLog,
    archive: createSqliteArchive(database),
    devices: createSqliteDeviceRegister(database),
  };
}

describe('O3: a file that no server has written', () => {
  /** A line's number from 1, what becomes of it, and what is said. */
  test.each<[string, number, (line: Spoilable) => unknown, RegExp]>([
    ['is no JSON', 3, () => 'x', /line 3: it is no JSON/],
    ['is none of the kinds', 3, () => ({ kind: 'member' }), /line 3: kind: expected/],
    ['has a header of another format', 1, (line) => ({ ...line, version: 2 }), /line 1: version: expected 1/],
    ['says another head', 1, (line) => ({ ...line, head: 7 }), /line 1: the head is 7, and the log goes to/],
    ['has a member more', 6, (line) => ({ ...line, note: 1 }), /line 6: note: expected/],
    ['misses a commit', 6, () => undefined, /line 6: position 6 comes after 3/],
    ['has a commit twice', 6, (line) => `${canonicalJson(line)}\n${canonicalJson(line)}`, /line 7: .* twice/],
    [
      'skips a version',
      6,
      (line) => edited(line, (of) => (of.events[0].version = 9)),
      /line 6: .* version 9 where 4/,
    ],
    [
      'has other facts',
      6,
      (line) => edited(line, (of) => (of.events[0].event.data.wanted.A = 1)),
      /line 6: its facts/,
    ],
    [
      'has an event without form',
      6,
      (line) => edited(line, (of) => (of.events[0].event.data = {})),
      /line 6: .*expected/,
    ],
    [
      'has a type of tomorrow',
      6,
      (line) => edited(line, (of) => (of.events[0].event.type = 'Sung')),
      /line 6: Sung/,
    ],
    ['has a device at the end', 1_000, () => '{"kind":"device"}', /line 9: /],
  ])('that %s is refused with the line', async (_, number, alter, said) => {
    const spoilt = lines.flatMap((text, index) =>
      index + 1 === Math.min(number, lines.length) ? asText(alter(JSON.parse(text))) : [text],
    );
    writeFileSync(join(folder, 'spoilt'), sealed(spoilt));
    await expect(checkLog(join(folder, 'spoilt'))).rejects.toThrow(said);
  });

  test('is not written in part', async () => {
    writeFileSync(join(folder, 'unfinished'), sealed(lines.slice(0, -1)));
    const into = 'annex' as WorkspaceId;
    const services = { ...servicesOf(server), clock: Date.now, chance: randomBytes };
    await expect(importLog(join(folder, 'unfinished'), into, services)).rejects.toThrow(
      /line 1: the head is/,
    );
    expect(await server.eventLog.workspace(into)).toBeUndefined();
  });

  test.each<[string, (text: string) => string, RegExp]>([
    ['was cut short', (text) => text.slice(0, -300), /line \d+: it is no JSON/],
    [
      'ends early',
      (text) => text.split('\n').slice(0, 6).join('\n'),
      /line 6: the file ends here, after 5 of/,
    ],
    ['was changed', (text) => text.replace('Ada Moreau', 'Eve Moreau'), /line \d+: its facts are not those/],
    ['was changed in a name', (text) => text.replace('"name":"Ada"', '"name":"Adi"'), /line 1: its sha256/],
    ['is empty', () => '', /line 1: the file is empty/],
  ])('that %s is refused', async (_, alter, said) => {
    writeFileSync(join(folder, 'altered'), alter(whole));
    await expect(checkLog(join(folder, 'altered'))).rejects.toThrow(said);
  });
});

function edited(line: Spoilable, edit: (line: Spoilable) => void): unknown {
  edit(line);
  return line;
}

function asText(line: unknown): string[] {
  if (line === undefined) return [];
  return typeof line === 'string' ? line.split('\n') : [canonicalJson(line)];
}

/** With a header that vouches for the lines, so that what is wrong in them is found by itself. */
function sealed([header = '', ...body]: readonly string[]): string {
  const text = body.map((line) => `${line}\n`).join('');
  const claimed = { ...JSON.parse(header), lines: body.length, sha256: hash('sha256', text) };
  return `${canonicalJson(claimed)}\n${text}`;
}
