import { describe, expect, test } from 'vitest';
import { sharedEnd } from '../../client/worker/sync/restored.ts';
import { type Epoch, position } from '../../shared/log/ids.ts';

describe('R3: what a device and a restored server share', () => {
  test('it ends where the server went back to', () => {
    expect(
      shared({
        ours: [['a', 0]],
        cursor: 90,
        theirs: [
          ['a', 0],
          ['b', 60],
        ],
        head: 75,
      }),
    ).toBe(60);
  });

  test('it ends where the device had got to, when that is less', () => {
    expect(
      shared({
        ours: [['a', 0]],
        cursor: 40,
        theirs: [
          ['a', 0],
          ['b', 60],
        ],
        head: 75,
      }),
    ).toBe(40);
  });

  test('two restores that the device slept through', () => {
    const theirs: Chain = [
      ['a', 0],
      ['b', 60],
      ['c', 65],
    ];
    expect(shared({ ours: [['a', 0]], cursor: 90, theirs, head: 80 })).toBe(60);
  });

  test('a restore to before one that the device had followed', () => {
    const ours: Chain = [
      ['a', 0],
      ['b', 60],
    ];
    expect(
      shared({
        ours,
        cursor: 70,
        theirs: [
          ['a', 0],
          ['c', 50],
        ],
        head: 55,
      }),
    ).toBe(50);
  });

  test('of a life that a later restore took back nothing is left to share', () => {
    const ours: Chain = [
      ['a', 0],
      ['b', 6],
      ['c', 1],
    ];
    const beforeTheFirst: Chain = [
      ['a', 0],
      ['d', 4],
    ];
    expect(shared({ ours, cursor: 9, theirs: beforeTheFirst, head: 4 })).toBe(1);
    const afterTheFirst: Chain = [
      ['a', 0],
      ['b', 6],
      ['d', 8],
    ];
    expect(shared({ ours, cursor: 9, theirs: afterTheFirst, head: 8 })).toBe(1);
  });

  test('a log that came to be in a life that was taken back shares only the beginning', () => {
    expect(
      shared({
        ours: [['b', 0]],
        cursor: 9,
        theirs: [
          ['a', 0],
          ['c', 5],
        ],
        head: 9,
      }),
    ).toBe(0);
  });
});

type Chain = [name: string, after: number][];

function shared({
  ours,
  cursor,
  theirs,
  head,
}: {
  ours: Chain;
  cursor: number;
  theirs: Chain;
  head: number;
}) {
  const chain = (of: Chain) =>
    of.map(([name, after], index) => ({
      epoch: name as Epoch,
      after: position(after),
      generation: index + 1,
    }));
  return sharedEnd(
    { epochs: chain(ours), cursor: position(cursor) },
    { epochs: chain(theirs), head: position(head) },
  );
}
