import encodeQR from 'qr';
import { describe, expect, test } from 'vitest';
import { type Code, codesOf, fileOf, MOST_CODES, readCode } from '../../client/ui/hand-over/codes.ts';
import { random } from '../support/random.ts';

// Field-app rule 12: a small queue goes from screen to camera, as codes of one sequence in any order.

/** Ids and names as a queue holds them: what repeats is packed, what is random is not. */
function exportOf(commits: number, seed = 1): string {
  const chance = random(seed);
  const id = (): string => Array.from({ length: 32 }, () => chance.whole(0, 15).toString(16)).join('');
  const one = (): object => ({
    id: id(),
    writes: [{ facts: [{ id: id(), type: 'SeatsReserved' }], derived: [{ id: id() }] }],
  });
  return JSON.stringify({ format: 'daybook-commits', commits: Array.from({ length: commits }, one) });
}

async function read(texts: readonly string[]): Promise<Code[]> {
  return texts.map(readCode).filter((code) => code !== undefined);
}

describe('a queue as codes', () => {
  test.each([1, 5, 40])('of %i commits is the same again, whatever the order', async (commits) => {
    const exported = exportOf(commits);
    const texts = (await codesOf(exported)) ?? [];
    expect(texts.length).toBeGreaterThan(0);
    const file = await fileOf((await read(texts)).reverse());
    const content = JSON.parse((await file?.text()) ?? '');
    const without = JSON.parse(exported, (key, value) => (key === 'derived' ? [] : value));
    expect(content, 'what derives is computed anew').toEqual(without);
  });

  test('each fits a code that a camera reads: at most 85 modules wide', async () => {
    for (const text of (await codesOf(exportOf(40))) ?? [])
      expect(encodeQR(text, 'raw', { ecc: 'medium', border: 1 }).length).toBeLessThanOrEqual(87);
  });

  test('too many commits make none: they go by file', async () => {
    expect((await codesOf(exportOf(100)))?.length).toBeLessThanOrEqual(MOST_CODES);
    expect(await codesOf(exportOf(400))).toBeUndefined();
  });
});

describe('what is not the sequence that was shown is noticed', () => {
  test('a code that is missing, is read wrongly, or is of another sequence', async () => {
    const codes = await read((await codesOf(exportOf(20))) ?? []);
    const others = await read((await codesOf(exportOf(20, 2))) ?? []);
    expect(codes.length).toBeGreaterThan(1);
    expect(await fileOf(codes.slice(1))).toBeUndefined();
    expect(await fileOf([...codes.slice(1), ...others.slice(0, 1)])).toBeUndefined();
    const [first, ...rest] = codes;
    if (!first) throw new Error('no code');
    const wrong = { ...first, part: first.part.replace(/./, (letter) => (letter === '0' ? '1' : '0')) };
    expect(await fileOf([wrong, ...rest])).toBeUndefined();
    expect(await fileOf([{ ...first, part: 'ä' }, ...rest])).toBeUndefined();
    expect(await fileOf(codes), 'negative control').toBeDefined();
  });

  test('another code altogether', () => {
    for (const text of ['', 'https://example.org', 'DAYBOOK2/00000000/1/1/AB', 'DAYBOOK1/00000000/3/2/AB'])
      expect(readCode(text)).toBeUndefined();
    expect(readCode('DAYBOOK1/00000000/1/2/AB')).toEqual({ name: '00000000', number: 1, of: 2, part: 'AB' });
  });
});
