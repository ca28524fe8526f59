import type { Page } from 'playwright';

/** One in front of a daybook in memory: by which address of test/preview, and what is done there then. */
type Previewed = { readonly name: string; readonly at: string; readonly act?: (page: Page) => Promise<void> };

const button = (name: string | RegExp) => (page: Page) =>
  page.getByRole('button', { name, exact: true }).click();
const guest = (name: RegExp, then: (page: Page) => Promise<void>) => async (page: Page) => {
  await page.getByRole('link', { name }).click();
  await then(page);
};

async function setPin(page: Page): Promise<void> {
  await button('Set a PIN')(page);
  await page.getByLabel(/^PIN/).fill('4711');
  await page.getByLabel('The same PIN again').fill('4711');
  await page.getByRole('dialog').getByRole('button', { name: 'Set a PIN' }).click();
  await page.getByRole('button', { name: 'Lock now' }).waitFor();
}

/** A new screen gets its line here. */
export const PREVIEWED: readonly Previewed[] = [
  { name: 'Today', at: '?' },
  { name: 'a session', at: '?at=tulips' },
  { name: 'a session that is not there', at: '?at=session/gone' },
  { name: 'check-in', at: '?at=tulips', act: (page) => page.getByRole('tab', { name: /Check-in/ }).click() },
  { name: 'a ticket', at: '?at=ticket' },
  { name: 'a ticket of no booking', at: '?at=session/gone/ticket/gone' },
  {
    name: 'scanning tickets',
    at: '?at=tulips',
    act: async (page) => {
      await page.getByRole('tab', { name: /Check-in/ }).click();
      await button('Scan tickets')(page);
      await page.getByText('Type the code of the ticket').waitFor();
    },
  },
  { name: 'booking', at: '?at=tulips', act: button('Book seats') },
  { name: 'a reservation', at: '?at=tulips', act: button(/Ines/) },
  { name: 'seats', at: '?at=tulips', act: button('Seats') },
  { name: 'taking seats along', at: '?at=moths', act: button('Take seats along') },
  { name: 'changing a session', at: '?at=tulips', act: button('Change') },
  { name: 'a booking from them', at: '?at=moths', act: button(/Rosa/) },
  {
    name: 'moving a booking',
    at: '?at=moths',
    act: async (page) => {
      await button(/Rosa/)(page);
      await button('Move to another session')(page);
    },
  },
  ...(['Change name or contact', 'Only some came'] as const).map((action) => ({
    name: action,
    at: '?at=moths',
    act: async (page: Page) => {
      await button(/Rosa/)(page);
      await button(action)(page);
    },
  })),
  {
    name: 'what was saved, and its way back',
    at: '?at=moths',
    act: async (page) => {
      await button(/Rosa/)(page);
      await button('Did not come')(page);
      await page.getByRole('button', { name: 'Undo', exact: true }).waitFor();
    },
  },
  { name: 'a new session', at: '?', act: button('New session') },
  { name: 'the inbox', at: '?at=inbox' },
  { name: 'telling a guest', at: '?at=inbox', act: guest(/Dara/, button('Tell the guest')) },
  {
    name: 'another session for a guest',
    at: '?at=inbox',
    act: guest(/Dara/, button('Book another session')),
  },
  { name: 'a rejected entry', at: '?at=inbox', act: guest(/Rejected/, async () => undefined) },
  { name: 'a row of the inbox that is not there any more', at: '?at=inbox/gone' },
  { name: 'a session’s history', at: '?at=bees-history' },
  {
    name: 'a session’s history, to be filtered',
    at: '?at=bees-history',
    act: (page) => page.getByText('Filter', { exact: true }).click(),
  },
  {
    name: 'a history as a file',
    at: '?at=bees-history',
    act: (page) => page.getByText('Save or print', { exact: true }).click(),
  },
  {
    name: 'an audit sheet',
    at: '?at=bees-sheet',
    act: (page) => page.getByRole('table').last().waitFor(),
  },
  { name: 'a session as it was then', at: '?at=bees-then' },
  {
    name: 'why an entry stands there',
    at: '?at=bees-history',
    act: (page) => page.getByText('Why', { exact: true }).first().click(),
  },
  { name: 'the device’s history', at: '?at=history' },
  {
    name: 'everybody’s history',
    at: '?at=history',
    act: (page) => page.getByText('Everybody', { exact: true }).click(),
  },
  { name: 'the device', at: '?at=device' },
  { name: 'reading codes', at: '?at=device', act: button('Read codes') },
  { name: 'unsent work as codes', at: '?at=device', act: button('Show unsent as codes') },
  {
    name: 'taking in another device’s work',
    at: '?at=device',
    act: async (page) => {
      const chosen = page.waitForEvent('filechooser');
      await button('Take in a file')(page);
      await (await chosen).setFiles({ name: 'unsent.json', mimeType: '', buffer: Buffer.from('{}') });
      await page.getByRole('button', { name: 'Take in 2 entries' }).waitFor();
    },
  },
  { name: 'a session, to an auditor', at: '?at=tulips&role=auditor' },
  { name: 'the device, signed in, its clock wrong', at: '?at=device&role=field&clock=-720' },
  { name: 'setting a PIN', at: '?at=device&role=field', act: button('Set a PIN') },
  { name: 'the device, with a lock', at: '?at=device&role=field', act: setPin },
  {
    name: 'the device, locked',
    at: '?at=device&role=field',
    act: async (page) => {
      await setPin(page);
      await button('Lock now')(page);
      await page.getByText('PIN forgotten?').click();
    },
  },
  { name: 'sessions as tables', at: '?at=desk/sessions&role=planner' },
  {
    name: 'sessions from a table',
    at: '?at=desk/sessions&role=planner',
    act: async (page) => {
      const chosen = page.waitForEvent('filechooser');
      await button('Take sessions in from a file')(page);
      const table =
        'Title,Venue,Starts,Ends,Seats\nFrogs,Pond,2027-05-01 20:00,22:00,12\nFrogs,Pond,soon,22:00,12';
      await (await chosen).setFiles({ name: 'table.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
      await page.getByRole('button', { name: 'Record 1 session' }).waitFor();
    },
  },
  { name: 'figures', at: '?at=desk/figures&role=planner' },
  {
    name: 'figures of a time that is none',
    at: '?at=desk/figures&role=planner',
    act: async (page) => {
      await page.getByLabel('From – to').check();
      await page.getByLabel('To', { exact: true }).fill('2020-01-01');
    },
  },
  { name: 'people', at: '?at=desk/people&role=administrator' },
  { name: 'somebody new', at: '?at=desk/people&role=administrator', act: button('Add somebody') },
  { name: 'devices', at: '?at=desk/devices&role=planner' },
  { name: 'revoking', at: '?at=desk/devices&role=planner', act: button('Revoke: Tablet at the gate') },
  { name: 'the desk', at: '?at=desk&role=administrator' },
  { name: 'the quarantine', at: '?at=desk/quarantine&role=planner', act: button('Show 1 set aside') },
  { name: 'taking in', at: '?at=desk/quarantine&role=planner', act: button(/^Take in/) },
  { name: 'settings', at: '?at=desk/settings&role=planner' },
  { name: 'nowhere', at: '?at=nowhere' },
  { name: 'the sync panel', at: '?', act: (page) => page.locator('.strip-button').click() },
  { name: 'enrolling', at: '?start=enrol' },
  { name: 'enrolling after lost storage', at: '?start=lost' },
  { name: 'signing in', at: '?start=sign-in' },
  { name: 'a storage problem', at: '?start=storage' },
  { name: 'a worker that died', at: '?died' },
];
