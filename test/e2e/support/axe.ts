import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds wrong on the page, each as its rule and the first place; only by the `rules` where some are named.
 * A page that stays keeps axe: to bring it in and to warm it up takes longer than a look.
 */
export async function violationsOn(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  return page.evaluate(look, rules);
}

/** Runs in the page. */
async function look(rules: readonly string[] | undefined): Promise<string[]> {
  type Look = (options: object) => Promise<AxeResults>;
  const { run } = (globalThis as unknown as { axe: { run: Look } }).axe;
  const { violations } = await run({ resultTypes: ['violations'], ...(rules && { runOnly: rules }) });
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
