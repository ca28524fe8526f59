import { isGuarded, tryPin } from './guard.ts';
import { type Contents, look, rawLogOf } from './raw-log.ts';
import { type Device, offered } from './whose.ts';
import { words } from './words.ts';

/**
 * A page of its own for when the app does not open: it reads the browser's storage by itself and saves all of it as a
 * file. It shares no code with the app and does not touch its worker, so that what broke those does not break this.
 */
const text = words();
document.documentElement.lang = text.language;
document.title = text.title;
showTheme();

const main = document.getElementById('recovery');
const state = element('div', { role: 'status' }, text.looking);
main?.append(
  element('h1', {}, text.heading),
  element('p', {}, text.intro),
  state,
  element('h2', {}, text.todo),
  element('ol', {}, ...text.steps.map((step) => element('li', {}, step))),
  element('a', { class: 'open', href: '/' }, text.open),
);
showStored().catch((error) => say(element('p', { class: 'alarming' }, text.failed(String(error)))));

async function showStored(): Promise<void> {
  const found = await offered();
  switch (found.kind) {
    case 'own':
      return say(await logPart(found.database, found.device));
    case 'all': {
      const parts = await Promise.all(found.databases.map((name) => logPart(name, null)));
      return say(element('p', {}, text.unknownOwner), ...parts);
    }
    case 'signed-out':
      return say(element('p', {}, text.signedOut));
    case 'another':
      return say(element('p', {}, text.another));
    case 'nothing':
      return say(element('p', {}, text.nothing));
  }
}

function say(...parts: HTMLElement[]): void {
  state.replaceChildren(...parts);
}

async function logPart(database: string, device: Device | null): Promise<HTMLElement> {
  if (isGuarded(database)) return pinForm(database, device);
  try {
    const contents = await look(database);
    return contents ? savable(database, device, contents) : element('p', {}, text.nothing);
  } catch (error) {
    return element('p', { class: 'alarming' }, text.failed(String(error)));
  }
}

function pinForm(database: string, device: Device | null): HTMLElement {
  const field = element('input', { id: 'pin', type: 'password', inputmode: 'numeric', autocomplete: 'off' });
  const said = element('p', { role: 'alert', class: 'alarming' });
  const form = element(
    'form',
    {},
    element('p', {}, text.locked),
    element('label', { for: 'pin' }, text.pin),
    field,
    said,
    element('button', { type: 'submit' }, text.unlock),
  );
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const outcome = await tryPin(database, field.value);
    if (outcome === 'open') form.replaceWith(await logPart(database, device));
    else said.textContent = text.refused[outcome];
  });
  return form;
}

function savable(database: string, device: Device | null, contents: Contents): HTMLElement {
  const { waiting, journal, book, unreadable } = contents;
  const facts: readonly (readonly [string, string | number])[] = [
    [text.device, device?.name ?? database],
    [text.waiting, waiting],
    [text.journal, journal],
    ...(book === null ? [] : [[text.book, book] as const]),
    ...(unreadable === 0 ? [] : [[text.unreadable, `${unreadable}. ${text.unreadableNote}`] as const]),
  ];
  const save = element('button', { type: 'button' }, text.save);
  const said = element('p', { role: 'status' });
  save.addEventListener('click', async () => {
    save.disabled = true;
    said.textContent = text.saving;
    said.textContent = await saveAs(database, device).catch((error) => text.failed(String(error)));
    save.disabled = false;
  });
  const list = facts.flatMap(([name, value]) => [
    element('dt', {}, name),
    element('dd', {}, typeof value === 'number' ? value.toLocaleString(text.language) : value),
  ]);
  return element('section', {}, element('dl', {}, ...list), save, said);
}

const KEEP_MILLISECONDS = 600_000;

async function saveAs(database: string, device: Device | null): Promise<string> {
  const saved = await rawLogOf(database, device);
  if (!saved) return text.nothing;
  const name = `daybook-recovery-${new Date().toISOString().slice(0, 16).replace(/[:T]/g, '-')}.jsonl`;
  const url = URL.createObjectURL(saved.file);
  element('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), KEEP_MILLISECONDS);
  return text.saved(name, saved.records, saved.unreadable);
}

function showTheme(): void {
  try {
    const chosen = localStorage.getItem('daybook-theme');
    if (chosen && chosen !== 'auto') document.documentElement.dataset.theme = chosen;
  } catch {
    // Then it is the browser's.
  }
}

function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>>,
  ...inside: (string | HTMLElement)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
}
