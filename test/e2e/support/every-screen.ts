import type { Page } from 'playwright';

/** A place of the app, and the heading that stands there; without one, whatever is said there. */
export type Screen = { readonly name: string; readonly path: string; readonly shows?: string | RegExp };

/** For who has a session open, by its address. A new screen gets its line here. */
export const screensWith = (session: string): readonly Screen[] => [
  { name: 'today', path: '/', shows: 'Today' },
  { name: 'a session', path: session, shows: /Bread/ },
  { name: 'its history', path: `${session}/history`, shows: /^History: / },
  { name: 'the session as it was then', path: `${session}/history/last`, shows: /^Back then: / },
  { name: 'a ticket of no booking', path: `${session}/ticket/gone` },
  { name: 'the inbox', path: '/inbox', shows: 'Inbox' },
  { name: 'a row of the inbox that is not there any more', path: '/inbox/gone' },
  { name: 'the history', path: '/history', shows: 'History' },
  { name: 'the device', path: '/device', shows: 'Device' },
  { name: 'the desk', path: '/desk' },
  { name: 'sessions as tables', path: '/desk/sessions', shows: 'Sessions' },
  { name: 'figures', path: '/desk/figures', shows: 'Figures' },
  { name: 'the people', path: '/desk/people', shows: 'People' },
  { name: 'the devices', path: '/desk/devices', shows: 'Devices' },
  { name: 'the quarantine', path: '/desk/quarantine', shows: 'Quarantine' },
  { name: 'settings', path: '/desk/settings', shows: 'Settings' },
  { name: 'recovery', path: '/recovery.html', shows: 'Save what this device holds' },
  { name: 'nowhere', path: '/nowhere' },
  { name: 'an address that nobody can read', path: '/%' },
];

/** Those that somebody sees who is not let in yet. */
export const DOORS: readonly Screen[] = [
  { name: 'signing in', path: '/', shows: 'Sign in' },
  { name: 'a link of a set-up that is over', path: '/set-up#over' },
  { name: 'a code that is none', path: '/enrol#nothing' },
  { name: 'recovery', path: '/recovery.html', shows: 'Save what this device holds' },
  { name: 'the reference of the API', path: '/api/docs' },
];

export async function show(page: Page, { path, shows }: Screen): Promise<void> {
  await page.goto(path);
  const main = page.getByRole('main');
  const wanted = shows ? page.getByRole('heading', { name: shows }) : main.getByText(/\w/);
  // Some words are for readers of screens alone.
  await wanted.filter({ visible: true }).first().waitFor();
}
