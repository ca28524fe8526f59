import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import * as v from 'valibot';
import { canonicalJson } from '../../shared/log/canonical-json.ts';
import { describeIssue } from '../commits/facts.ts';
import { SettingsProblem } from '../running/settings-problem.ts';
import { Header, Line } from './log-file.ts';

/** What is wrong with a file, and in which of its lines, counted from 1. */
export class LineProblem extends SettingsProblem {
  constructor(line: number, what: string) {
    super(`line ${line}: ${what}`);
  }
}

export type NumberedLine = { readonly number: number; readonly line: Line };

/** The header alone; what follows may be anything. */
export async function readHeader(file: string): Promise<Header> {
  for await (const text of textsOf(file)) return fitting(Header, text, 1);
  throw new LineProblem(1, 'the file is empty');
}

/** All lines after the header, each in its form; throws at the end when the file is not the one that was written. */
export async function* readLines(file: string): AsyncGenerator<NumberedLine> {
  const hash = createHash('sha256');
  let header: Header | undefined;
  let number = 0;
  for await (const text of textsOf(file)) {
    number += 1;
    if (!header) {
      header = fitting(Header, text, number);
      continue;
    }
    hash.update(`${text}\n`);
    yield { number, line: fitting(Line, text, number) };
  }
  if (!header) throw new LineProblem(1, 'the file is empty');
  if (number - 1 !== header.lines)
    throw new LineProblem(number, `the file ends here, after ${number - 1} of ${header.lines} lines`);
  if (hash.digest('hex') !== header.sha256)
    throw new LineProblem(1, 'its sha256 is not that of the lines that follow');
}

/** Ended by \n alone: other separators that Node's own reader knows may stand within a text. */
async function* textsOf(file: string): AsyncGenerator<string> {
  let rest = '';
  try {
    for await (const chunk of createReadStream(file, 'utf8')) {
      const texts = `${rest}${chunk}`.split('\n');
      rest = texts.pop() ?? '';
      yield* texts;
    }
  } catch (error) {
    throw new SettingsProblem(`${file} cannot be read: ${(error as Error).message}`);
  }
  if (rest) yield rest;
}

function fitting<S extends v.GenericSchema>(schema: S, text: string, number: number): v.InferOutput<S> {
  const value = parsed(text, number);
  const found = v.safeParse(schema, value);
  if (!found.success) throw new LineProblem(number, describeIssue(found.issues[0]));
  // Also what a schema would leave out, and whatever can be spelt in two ways.
  if (canonicalJson(value) !== text) throw new LineProblem(number, 'it is not canonical JSON');
  return found.output;
}

function parsed(text: string, number: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new LineProblem(number, 'it is no JSON');
  }
}
