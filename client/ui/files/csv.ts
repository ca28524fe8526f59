/**
 * Tables as text (RFC 4180), as spreadsheets write and read them.
 *
 *   write   a byte order mark if wanted, commas, CRLF, quotes where they are needed
 *   read    commas, semicolons or tabs, whichever the first line has most of; any line ends; with or without the mark
 *
 * What a spreadsheet would take for a formula is written with an apostrophe before it, which makes it text (S8), and
 * read without it. That is so inside of a cell too: a spreadsheet that is set to semicolons or tabs, as in half of
 * Europe, sees no quotes in the middle of a line and begins a cell after each of them.
 */
export function csvOf(rows: readonly (readonly Cell[])[], { marked = true } = {}): string {
  return (marked ? BYTE_ORDER_MARK : '') + rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('');
}

export type Cell = string | number | null;

export type CsvRow = {
  /** Where it begins in the file, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
};

/** Undefined where a quote is opened and never closed: the file was cut off. Lines without anything are left out. */
export function readCsv(text: string): CsvRow[] | undefined {
  const content = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  const separator = separatorOf(content);
  const rows: CsvRow[] = [];
  let [row, cell, line, begins] = [[] as string[], '', 1, 1];
  let quoted = false;
  const endCell = (): void => {
    row.push(asWritten(cell));
    cell = '';
  };
  const endRow = (): void => {
    endCell();
    if (row.some((one) => one !== '')) rows.push({ line: begins, cells: row });
    row = [];
  };
  for (let at = 0; at < content.length; at++) {
    const letter = content[at] ?? '';
    const isLineEnd = letter === '\n' || (letter === '\r' && content[at + 1] !== '\n');
    if (isLineEnd) line += 1;
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (content[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (letter === '"' && cell === '') quoted = true;
    else if (letter === separator) endCell();
    else if (isLineEnd) {
      endRow();
      begins = line;
    } else if (letter !== '\r') cell += letter;
  }
  if (quoted) return undefined;
  if (cell !== '' || row.length > 0) endRow();
  return rows;
}

const BYTE_ORDER_MARK = '\uFEFF';
const NEEDS_QUOTES = /[",;\t\r\n]|^ | $/;
/** With these a spreadsheet begins to reckon; some skip spaces, tabs and line ends on the way to them. */
const FORMULA = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;
/** Where another cell may begin, with a formula: whatever quotes stand there may be gone by then. */
const ELSEWHERE = /(?<=[;\t\r\n])(?=(?:["']|[^\S\t\r\n])*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g;
const MARKED_ELSEWHERE = /(?<=[;\t\r\n])'(?=(?:["']|[^\S\t\r\n])*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g;
const SEPARATORS = [',', ';', '\t'] as const;

function cellOf(value: Cell): string {
  if (typeof value === 'number') return String(value);
  const text = asText(value ?? '');
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function asText(text: string): string {
  const marked = text.replace(ELSEWHERE, "'");
  return isFormula(marked) ? `'${marked}` : marked;
}

function asWritten(text: string): string {
  const marked = text.startsWith("'") && isFormula(text) ? text.slice(1) : text;
  return marked.replace(MARKED_ELSEWHERE, '');
}

/** Also one that is marked as text already: so that each text is read as it was written. */
function isFormula(text: string): boolean {
  return FORMULA.test(text.replace(/^'+/, ''));
}

/** Of the first line, since what people write holds commas too. */
function separatorOf(content: string): string {
  const [first = ''] = content.split(/\r|\n/, 1);
  const count = (separator: string): number => first.split(separator).length;
  return SEPARATORS.reduce((best, one) => (count(one) > count(best) ? one : best));
}
