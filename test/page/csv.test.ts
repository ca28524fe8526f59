import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvOf, readCsv } from '../../client/ui/files/csv.ts';

const cellsOf = (text: string): (readonly string[])[] | undefined => readCsv(text)?.map(({ cells }) => cells);

describe('what is written', () => {
  test('is quoted where it has to be, and begins with the mark by which a spreadsheet knows UTF-8', () => {
    expect(csvOf([['a', 'b,c', 'say "so"', 'two\nlines', 3, null]])).toBe(
      '\uFEFFa,"b,c","say ""so""","two\nlines",3,\r\n',
    );
  });

  test.each([
    '=1+1',
    '+43 660 1234567',
    '-2+3',
    '@SUM(A1)',
    '\t=1+1',
    '  =1+1',
    '\r=1',
    '=HYPERLINK("https://evil.example";"x")',
    '＝1+1',
  ])('S8: %j is text to a spreadsheet', (text) => {
    const [cells = []] = readCsvRaw(csvOf([[text]]));
    expect(cells[0]).toBe(`'${text}`);
  });

  test('has the mark only where it is wanted', () => {
    expect(csvOf([['a']], { marked: false })).toBe('a\r\n');
  });

  test('a number is one, also below 0', () => {
    expect(csvOf([[-3, 0.5]])).toBe('\uFEFF-3,0.5\r\n');
  });
});

/** As a spreadsheet sees it: one quoted or bare cell, no apostrophe taken away. */
function readCsvRaw(text: string): string[][] {
  const cell = text.slice(1, -2);
  return [[cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell]];
}

describe('what is read', () => {
  test('has commas, semicolons or tabs, any line ends, with and without the mark', () => {
    for (const text of ['a,b\r\nc,d\r\n', 'a;b\nc;d', 'a\tb\rc\td\r', '\uFEFFa;b\r\nc;d\n\n;\n'])
      expect(cellsOf(text), JSON.stringify(text)).toEqual([
        ['a', 'b'],
        ['c', 'd'],
      ]);
    expect(cellsOf('a;b\n1,5;2'), 'decided by the first line').toEqual([
      ['a', 'b'],
      ['1,5', '2'],
    ]);
  });

  test('has quotes inside of quotes, separators and line ends in them, and quotes in the middle of bare cells', () => {
    expect(cellsOf('"a ""b"", c","two\r\nlines"\r\n5" pipe,')).toEqual([
      ['a "b", c', 'two\r\nlines'],
      ['5" pipe', ''],
    ]);
  });

  test('knows in which line of the file a row begins', () => {
    expect(readCsv('a,b\n\n"x\ny",2\r\nc,d')?.map(({ line }) => line)).toEqual([1, 3, 5]);
  });

  test('is refused where a quote is never closed', () => {
    expect(readCsv('a,b\n"cut off')).toBeUndefined();
    expect(readCsv('')).toEqual([]);
  });

  test('is what was written, whatever that is', () => {
    const cell = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('"', ',', ';', '\n', '\r', '\t', "'", '=', '+', ' ', 'a') }),
    );
    const row = fc.array(cell, { minLength: 2, maxLength: 4 }).filter((cells) => cells.some(Boolean));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
        // The first line tells the separator.
        const table = [['first', 'line'], ...rows];
        expect(cellsOf(csvOf(table))).toEqual(table);
      }),
    );
  });
});
