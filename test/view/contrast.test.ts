import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

// WCAG 2.2 AA (field-app rule 13): every ink can be read on every paper, and 7:1 in the theme for the sun.

const STYLES = join(import.meta.dirname, '../../client/styles');
const css = readFileSync(join(STYLES, 'tokens.css'), 'utf8');
const INKS = [
  'ink',
  'quiet',
  'accent',
  'guaranteed',
  'provisional',
  'waitlisted',
  'declined',
  'to-send',
  'to-decide',
  'overbooked',
];
const PAPERS = ['paper', 'page'];
const THEMES = [
  { name: 'light', selector: ':root {', least: 4.5 },
  { name: 'dark', selector: ':root[data-theme="dark"] {', least: 4.5 },
  { name: 'high contrast', selector: ':root[data-theme="contrast"] {', least: 7 },
];

describe.each(THEMES)('the $name theme', ({ selector, least }) => {
  const tokens = tokensIn(selector);

  test.each(INKS.flatMap((ink) => PAPERS.map((paper) => [ink, paper] as const)))('%s on %s', (ink, paper) => {
    expect(contrast(tokens(ink), tokens(paper))).toBeGreaterThanOrEqual(least);
  });

  test('the word on a button', () => {
    expect(contrast(tokens('on-accent'), tokens('accent'))).toBeGreaterThanOrEqual(least);
    expect(contrast(tokens('page'), tokens('declined'))).toBeGreaterThanOrEqual(least);
  });

  test('the edge of a field stands out', () => {
    expect(contrast(tokens('edge'), tokens('page'))).toBeGreaterThanOrEqual(3);
  });
});

test('the theme that follows the device is the dark one', () => {
  const auto = block(':root:not([data-theme]) {').replace(/\s+/g, ' ');
  expect(auto).toBe(block(':root[data-theme="dark"] {').replace(/\s+/g, ' '));
});

test('who asks the device for more contrast is given that theme', () => {
  const auto = block('@media (prefers-contrast: more) {\n  :root:not([data-theme]) {').replace(/\s+/g, ' ');
  expect(auto).toBe(block(':root[data-theme="contrast"] {').replace(/\s+/g, ' '));
});

test.each([
  'base.css',
  'layout.css',
  'components.css',
  ...readdirSync(join(STYLES, 'screens')).map((file) => join('screens', file)),
])('%s names no colour of its own', (file) => {
  const text = readFileSync(join(STYLES, file), 'utf8');
  expect(text.match(/#[0-9a-f]{3,8}\b|\b(rgb|hsl|oklch|color-mix)\(/gi) ?? []).toEqual([]);
});

function tokensIn(selector: string): (name: string) => string {
  const text = block(selector);
  return (name) => text.match(new RegExp(`--${name}: (#[0-9a-f]{6});`))?.[1] ?? `no --${name}`;
}

function block(selector: string): string {
  const from = css.indexOf(selector);
  return css.slice(from + selector.length, css.indexOf('}', from));
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
