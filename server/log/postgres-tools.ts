import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { pipeline } from 'node:stream/promises';
import { SettingsProblem } from '../running/settings-problem.ts';

/** What comes with PostgreSQL and must be on the PATH: `pg_dump`, `pg_restore` and `psql`, as new as the server. */
export type PostgresTools = {
  dump(what: Dump): Promise<void>;
  /** One transaction: `before`, what was dumped, `after`. */
  restore(what: Restore): Promise<void>;
};
type Dump = { readonly file: string; readonly schema: string; readonly snapshot: string };
type Restore = {
  readonly file: string;
  readonly schema: string;
  readonly before: string;
  readonly after: string;
};

const UNOWNED = ['--no-owner', '--no-privileges'];
/** Of what a program complains about, the end. */
const COMPLAINT_CHARACTERS = 600;

export function createPostgresTools(url: string): PostgresTools {
  const { address, env } = withoutPassword(url);
  const start = (program: string, args: readonly string[], stdio: SpawnOptions['stdio']): Tool =>
    startTool(program, args, { env, stdio });
  return {
    async dump({ file, schema, snapshot }) {
      const what = ['--schema', schema, '--snapshot', snapshot, '--file', file];
      const dump = ['--format=custom', ...UNOWNED, ...what, '--dbname', address];
      await start('pg_dump', dump, ['ignore', 'ignore', 'pipe']).done;
    },

    async restore({ file, schema, before, after }) {
      const script = start(
        'pg_restore',
        [...UNOWNED, '--schema', schema, '--file=-', file],
        ['ignore', 'pipe', 'pipe'],
      );
      const quietly = ['--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1', '--dbname', address];
      const psql = start('psql', quietly, ['pipe', 'ignore', 'pipe']);
      await Promise.race([feed(psql.child, script, { before, after }), psql.done]);
      await psql.done;
    },
  };
}

/** Without its last word nothing has happened: so it comes only when all before it was said. */
async function feed(
  psql: ChildProcess,
  script: Tool,
  { before, after }: Pick<Restore, 'before' | 'after'>,
): Promise<void> {
  const { stdin } = psql;
  const { stdout } = script.child;
  if (!stdin || !stdout) throw new Error('a pipe is missing');
  // That it ended early is said by its exit.
  stdin.on('error', () => {});
  stdin.write(`BEGIN;\n${before}\n`);
  try {
    await pipeline(stdout, stdin, { end: false });
    await script.done;
    stdin.end(`\n${after}\nCOMMIT;\n`);
  } catch (error) {
    psql.kill();
    script.child.kill();
    throw error;
  }
}

type Tool = { readonly child: ChildProcess; readonly done: Promise<void> };

function startTool(program: string, args: readonly string[], options: SpawnOptions): Tool {
  const child = spawn(program, args, options);
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-COMPLAINT_CHARACTERS);
  });
  const done = new Promise<void>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'ENOENT' ? 'it is not on the PATH' : error.message;
      reject(new SettingsProblem(`${program} of PostgreSQL is needed: ${why}`));
    });
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new SettingsProblem(`${program} ended with ${code ?? signal}: ${said.trim()}`));
    });
  });
  // Whoever waits for it is told; nobody may be waiting yet.
  done.catch(() => {});
  return { child, done };
}

/** Everybody on the machine may read the arguments of a program. */
function withoutPassword(url: string): { address: string; env: NodeJS.ProcessEnv } {
  const address = new URL(url);
  const { password } = address;
  address.password = '';
  return {
    address: address.href,
    env: { ...process.env, ...(password && { PGPASSWORD: decodeURIComponent(password) }) },
  };
}
