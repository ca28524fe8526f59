import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { FAST_FOLDER } from '../support/fast-folder.ts';
import { startIdentityProvider } from '../support/identity-provider.ts';
import { fakeClient, type ServerProcess, spawnServer } from '../support/server-process.ts';
import { dumpPostgres, dumpSqlite } from './dump.ts';
import { foundOrganisation, type Organisation } from './organisation.ts';
import { besiege, type SiegeReport } from './siege.ts';

const SECRET = 'a secret that only this siege has, long enough';

/** A real server with an organisation on it. */
export type Besieged = {
  readonly server: ServerProcess;
  readonly organisation: Organisation;
  besiege(requests: number, seed: number): Promise<SiegeReport>;
  close(): Promise<void>;
};

/** On PostgreSQL, where there is a URL; otherwise on SQLite. `program`: instead of the real one. */
export async function openBesieged({
  databaseUrl,
  program,
}: {
  databaseUrl?: string;
  program?: string;
} = {}): Promise<Besieged> {
  const folder = mkdtempSync(join(FAST_FOLDER, 'daybook-hostile-'));
  const provider = await startIdentityProvider();
  const { clientId, clientSecret } = provider.client;
  const env = {
    CLIENT_DIR: fakeClient(folder),
    ACCOUNTS: 'on',
    AUTH_SECRET: SECRET,
    PROXIES: '1',
    PUBLIC_URL: 'http://localhost',
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: clientId,
    OIDC_CLIENT_SECRET: clientSecret,
    ...(databaseUrl && { DATABASE_URL: databaseUrl }),
  };
  const running = new Set<ServerProcess>();
  const close = async (): Promise<void> => {
    for (const server of running) await server.end('SIGKILL');
    await provider.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const { server, organisation } = await foundOrganisation(async (more) => {
      const started = await spawnServer({
        dataFolder: folder,
        env: { ...env, ...more },
        ...(program && { program }),
      });
      running.add(started);
      return started;
    });
    const tokens = organisation.personas.flatMap(({ cookie }) => tokensIn(cookie));
    const secrets = [
      ...tokens,
      ...organisation.secrets,
      SECRET,
      clientSecret,
      folder,
      process.cwd(),
      ...(databaseUrl ? [databaseUrl] : []),
    ];
    return {
      server,
      organisation,
      close,
      besiege: (requests, seed) =>
        besiege({
          address: server.address,
          pid: server.child.pid ?? 0,
          organisation,
          requests,
          seed,
          secrets,
          complaints: () => complaintsIn(server.output()),
          dump: () => (databaseUrl ? dumpPostgres(databaseUrl) : dumpSqlite(join(folder, 'daybook.sqlite'))),
        }),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function tokensIn(cookie: string): string[] {
  return cookie.split('; ').flatMap((pair) => {
    const [, value = ''] = /^[^=]+=([^.;]+)/.exec(decodeURIComponent(pair)) ?? [];
    return value.length > 20 ? [value] : [];
  });
}

/** What the library for accounts calls an error is mostly somebody else's. */
function complaintsIn(output: string): string[] {
  const errors = output.split('\n').filter((line) => line.includes('"level":"error"'));
  return errors.filter((line) => !line.includes('"event":"accounts"')).map((line) => `logged: ${line}`);
}
