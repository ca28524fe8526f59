import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Workspace } from '../../server/log/event-log.ts';
import { openHighWater } from '../../server/running/high-water.ts';
import { type Epoch, position, type WorkspaceId } from '../../shared/log/ids.ts';
import { FIRST_EPOCH, SECOND_EPOCH } from '../support/recorded-events.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-mark-'));
  file = join(folder, 'high-water.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

function log(head: number, ...epochs: Epoch[]): Workspace {
  const chain = epochs.map((epoch, index) => ({ epoch, after: position(index * 10) }));
  const epoch = epochs.at(-1) as Epoch;
  return { id: 'main' as WorkspaceId, name: 'Main', epoch, head: position(head), epochs: chain };
}

test.each<[string, Workspace, boolean]>([
  ['as far', log(20, FIRST_EPOCH), false],
  ['further', log(21, FIRST_EPOCH), false],
  ['less far', log(19, FIRST_EPOCH), true],
  ['of another life', log(50, SECOND_EPOCH), true],
  ['that went on in a new epoch', log(15, FIRST_EPOCH, SECOND_EPOCH), false],
])('R3: a log that goes %s', (_, found, isAbove) => {
  openHighWater(file).keep([log(20, FIRST_EPOCH)]);
  expect(openHighWater(file).isAbove(found)).toBe(isAbove);
  expect(readdirSync(folder)).toEqual(['high-water.json']);
});

test('R3: a log of a backup older than the last restore', () => {
  openHighWater(file).keep([log(15, FIRST_EPOCH, SECOND_EPOCH)]);
  expect(openHighWater(file).isAbove(log(40, FIRST_EPOCH))).toBe(true);
});

test.each(['', '{"main":', '[]', '{"main":{"epoch":"x","head":-1}}'])(
  'a mark that cannot be read says nothing: %s',
  (text) => {
    writeFileSync(file, text);
    expect(openHighWater(file).isAbove(log(0, FIRST_EPOCH))).toBe(false);
  },
);
