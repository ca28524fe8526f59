import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { operatedSettings } from './operations-page.ts';

// No container engine is at hand where this runs: what can be known without one.

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, 'server/deploy');
const textOf = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');

type Service = {
  readonly image: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly environment: Record<string, string>;
  readonly depends_on?: Record<string, { condition: string }>;
  readonly volumes?: string[];
};
type Compose = { readonly services: Record<string, Service>; readonly volumes: Record<string, unknown> };
const compose = (): Compose => parse(textOf('compose.yaml'), { merge: true });

test('two nodes of one image stand on one database, and the proxy waits until both are ready', () => {
  const { services, volumes } = compose();
  const nodes = ['node-1', 'node-2'];
  expect(Object.keys(services).sort()).toEqual(['database', ...nodes, 'proxy']);
  for (const node of nodes) {
    expect(services[node]).toEqual(services['node-1']);
    expect(services[node]?.depends_on).toEqual({ database: { condition: 'service_healthy' } });
  }
  expect(Object.keys(services.proxy?.depends_on ?? {})).toEqual(nodes);
  const { context = '', dockerfile = '' } = services['node-1']?.build ?? {};
  expect(existsSync(join(FOLDER, context, dockerfile))).toBe(true);
  expect(textOf('Caddyfile')).toMatch(/reverse_proxy node-1:3000 node-2:3000 \{[^}]+health_uri \/api\/ready/);
  const named = Object.values(services).flatMap((one) => one.volumes ?? []);
  for (const volume of Object.keys(volumes)) expect(named.join()).toContain(`${volume}:`);
});

test('the nodes are told what a server knows, for a proxy in front and names that it and its checks use', () => {
  const { services } = compose();
  const { environment = {} } = services['node-1'] ?? {};
  const known = operatedSettings().map(({ name }) => name);
  expect(known).toEqual(expect.arrayContaining(Object.keys(environment)));
  expect(environment.PROXIES).toBe('1');
  expect(environment.ALLOWED_HOSTS?.split(',').slice(1)).toEqual(['node-1', 'node-2']);
});

test('no secret is in the files: each comes from outside, and is missed where it does not', () => {
  for (const { environment } of Object.values(compose().services))
    for (const [name, value] of Object.entries(environment))
      if (/PASSWORD|SECRET|TOKEN|URL/.test(name)) expect(value).toMatch(/\$\{\w+:(\?is missing|-)\}/);
});

test('the image has what a server needs and runs it as nobody special', () => {
  const lines = textOf('Dockerfile').split('\n');
  const copied = lines.flatMap((line) => /^COPY (?!--from)(.+) \S+$/.exec(line)?.[1]?.split(' ') ?? []);
  const ignored = textOf('Dockerfile.dockerignore').split('\n');
  for (const path of copied) {
    expect(existsSync(join(ROOT, path)), path).toBe(true);
    expect(ignored).toContain(`!${path}`);
  }
  expect(lines.filter((line) => /^(USER|CMD)/.test(line))).toEqual([
    'USER node',
    'CMD ["node", "server/main.ts"]',
  ]);
  expect(textOf('Dockerfile')).toContain('HEALTHCHECK');
  expect(textOf('ready.ts')).toContain('/api/ready');
  expect(lines.findIndex((line) => line.startsWith('ENV NODE_ENV'))).toBeGreaterThan(
    lines.findIndex((line) => line.includes('npm run build')),
  );
});
