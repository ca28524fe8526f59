import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Axe's, by their ids: all without a choice. */
export type Rules = { readonly only?: readonly string[]; readonly without?: readonly string[] };

/**
 * What axe finds wrong on the page, each as its rule and the first place; of a dialog that is open, in it alone: the
 * page behind it is out of reach. A page that stays keeps axe: to bring it in and to warm it up takes longer than a look.
 */
export async function violationsOn(page: Page, rules: Rules = {}): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  return page.evaluate(look, rules);
}

/** Runs in the page. */
async function look({ only, without = [] }: Rules): Promise<string[]> {
  type Look = (where: Element | Document, options: object) => Promise<AxeResults>;
  const { run } = (globalThis as unknown as { axe: { run: Look } }).axe;
  const dialogs = [...document.querySelectorAll('dialog:modal')];
  const { violations } = await run(dialogs.findLast((one) => one.checkVisibility()) ?? document, {
    resultTypes: ['violations'],
    ...(only && { runOnly: only }),
    rules: Object.fromEntries(without.map((rule) => [rule, { enabled: false }])),
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
