import { describe, expect, test } from 'vitest';
import { readSettings, type Settings } from '../../server/running/settings.ts';
import { SettingsProblem } from '../../server/running/settings-problem.ts';
import { OPERATIONS_PAGE, operatedSettings } from './operations-page.ts';

/** Every variable that is looked at, with accounts and without, for the demo and not. */
function variablesRead(): Set<string> {
  const read = new Set<string>();
  const recording = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
    new Proxy(env, {
      get(target, name) {
        read.add(String(name));
        return target[String(name)];
      },
    });
  readSettings(recording({}), []);
  readSettings(recording({}), ['--demo']);
  readSettings(recording({ ACCOUNTS: 'off' }), []);
  return read;
}

test('the page for who runs it names each variable that is read, and no other', () => {
  expect(
    operatedSettings()
      .map(({ name }) => name)
      .sort(),
  ).toEqual([...variablesRead()].sort());
});

test('the defaults that it names are those', () => {
  const { port, host, workspace, dataFolder, accounts } = readSettings({}, []);
  const named = Object.fromEntries(operatedSettings().map(({ name, fallback }) => [name, fallback]));
  expect(named).toMatchObject({
    PORT: String(port),
    HOST: host,
    WORKSPACE: workspace.id,
    WORKSPACE_NAME: workspace.name,
    DATA_DIR: dataFolder,
    ACCOUNTS: accounts ? 'on' : 'off',
    PROXIES: String(accounts?.proxies),
  });
});

const SECRET = 'hunter2';
describe('a setting that cannot be meant is said in one line, by its name', () => {
  test.each<[keyof NodeJS.ProcessEnv, string]>([
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['WORKSPACE', 'A b'],
    ['WORKSPACE_NAME', ' '],
    ['WORKSPACE_NAME', 'x'.repeat(81)],
    ['ALLOWED_HOSTS', 'book.example.org/path'],
    ['DATABASE_URL', `mysql://ada:${SECRET}@db/daybook`],
    ['DATABASE_URL', `postgres://ada:${SECRET}@db`],
    ['METRICS_TOKEN', SECRET],
    ['METRICS_TOKEN', `${SECRET} in several words`],
    ['ACCOUNTS', 'yes'],
    ['AUTH_SECRET', SECRET],
    ['PUBLIC_URL', 'book.example.org'],
    ['PUBLIC_URL', 'https://book.example.org/daybook'],
    ['PUBLIC_URL', 'http://book.example.org'],
    ['OIDC_ISSUER', 'https://id.example.org'],
    ['PROXIES', 'one'],
  ])('%s=%s', (name, value) => {
    const message = problemOf({ [name]: value });
    expect(message).toContain(String(name));
    expect(message).not.toMatch(/\n/);
    expect(message, 'what may be a secret is not repeated').not.toContain(SECRET);
  });

  test.each(['ALLOWED_HOSTS', 'PUBLIC_URL', 'PROXIES'])(
    'without accounts nothing in front of it lets others in: %s',
    (name) => {
      const value = {
        ALLOWED_HOSTS: 'book.example.org',
        PUBLIC_URL: 'https://book.example.org',
        PROXIES: '1',
      }[name];
      expect(problemOf({ ACCOUNTS: 'off', [name]: value })).toContain(`${name}=${value}`);
    },
  );

  test.each<[string, NodeJS.ProcessEnv]>([
    ['several servers need one secret', { DATABASE_URL: 'postgres://ada@db/daybook' }],
    ['the demo is for this machine', { HOST: '0.0.0.0' }],
  ])('%s', (_, env) => {
    expect(problemOf(env, env.HOST ? ['--demo'] : [])).toMatch(/AUTH_SECRET|HOST/);
  });

  test('what is empty is as if it was not said', () => {
    const empty = Object.fromEntries(operatedSettings().map(({ name }) => [name, '']));
    expect(readSettings(empty, [])).toEqual(readSettings({}, []) satisfies Settings);
  });
});

test('each command of package.json that who runs it needs is on the page', () => {
  for (const command of ['start', 'backup', 'restore', 'export-log', 'import-log'])
    expect(OPERATIONS_PAGE).toMatch(new RegExp(`npm (run )?${command}\\b`));
});

function problemOf(env: NodeJS.ProcessEnv, args: string[] = []): string {
  try {
    readSettings(env, args);
  } catch (error) {
    if (error instanceof SettingsProblem) return error.message;
    throw error;
  }
  return 'no problem';
}
