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
    '  =1+1',
    '=HYPERLINK("https://evil.example";"x")',
    '＝1+1',
  ])('S8: %j is text to a spreadsheet', (text) => {
    const [cells = []] = readCsvRaw(csvOf([[text]]));
    expect(cells[0]).toBe(`'${text}`);
  });

  test.each([
    ['\t=1+1', "'\t'=1+1"],
    ['\r=1', "'\r'=1"],
    ['Ada;=1+1', "Ada;'=1+1"],
    ['Ada; "=1+1"', 'Ada;\' "=1+1"'],
    ['vegan;\n- no nuts', "vegan;\n'- no nuts"],
    ["Ada;'=1+1", "Ada;''=1+1"],
    ['Ada; Bob, +43 = x', 'Ada; Bob, +43 = x'],
  ])('S8: %j is text to a spreadsheet that begins cells elsewhere too', (text, written) => {
    const [cells = []] = readCsvRaw(csvOf([[text]]));
    expect(cells[0]).toBe(written);
    expect(cellsOf(csvOf([['x'], [text]]))?.[1]).toEqual([text]);
  });

  test('S8: nothing is a formula, whatever the spreadsheet takes for the end of a cell', () => {
    fc.assert(
      fc.property(rows, fc.constantFrom(',', ';', '\t'), (table, separator) => {
        for (const cell of asSeenWith(separator, csvOf(table))) expect(cell).not.toMatch(REACHES_A_FORMULA);
      }),
      { numRuns: 2_000 },
    );
    // Negative control: as text it would be one.
    expect(asSeenWith(';', 'x,"Ada;=1+1"').some((cell) => REACHES_A_FORMULA.test(cell))).toBe(true);
  });

  test('has the mark only where it is wanted', () => {
    expect(csvOf([['a']], { marked: false })).toBe('a\r\n');
  });

  test('a number is one, also below 0', () => {
    expect(csvOf([[-3, 0.5]])).toBe('\uFEFF-3,0.5\r\n');
  });
});

const cell = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom('"', ',', ';', '\n', '\r', '\t', "'", '=', '+', ' ', 'a') }),
);
const row = fc.array(cell, { minLength: 2, maxLength: 4 }).filter((cells) => cells.some(Boolean));
const rows = fc.array(row, { maxLength: 5 });
/** Spaces before it are skipped. */
const REACHES_A_FORMULA = /^\s*[=+\-@]/;

/** The cells of a table to a spreadsheet that is set to this separator: quotes count where a cell begins with them. */
function asSeenWith(separator: string, text: string): string[] {
  const cells = [''];
  let quoted = false;
  const content = text.replace(/^\uFEFF/, '');
  for (let at = 0; at < content.length; at++) {
    const letter = content[at] ?? '';
    const last = cells.length - 1;
    if (letter === '"' && quoted && content[at + 1] === '"') at += 1;
    else if (letter === '"' && (quoted || cells[last] === '')) {
      quoted = !quoted;
      continue;
    } else if (!quoted && (letter === separator || letter === '\n' || letter === '\r')) {
      cells.push('');
      continue;
    }
    cells[last] += letter;
  }
  return cells;
}

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
    fc.assert(
      fc.property(rows, (written) => {
        // The first line tells the separator.
        const table = [['first', 'line'], ...written];
        expect(cellsOf(csvOf(table))).toEqual(table);
      }),
    );
  });
});
