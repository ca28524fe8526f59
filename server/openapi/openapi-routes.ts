import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { route } from '../http/routes.ts';
import type { OpenApiDocument } from './document.ts';

const STYLE = join(import.meta.dirname, 'docs.css');

/** After all others: what they are is what is described. */
export function openApiRoutes(app: Hono): void {
  let made: Promise<OpenApiDocument> | undefined;
  const document = (): Promise<OpenApiDocument> => {
    // Nobody may ever ask.
    made ??= import('./document.ts').then(({ openApiDocument }) => openApiDocument(app.routes));
    return made;
  };
  route(app, '/api/openapi.json', { GET: async (c) => c.json(await document()) });
  route(app, '/api/docs', {
    async GET(c) {
      const { docsPage } = await import('./docs-page.ts');
      return c.html(docsPage(await document()));
    },
  });
  route(app, '/api/docs/style.css', {
    GET: async (c) =>
      c.body(await readFile(STYLE, 'utf8'), 200, { 'content-type': 'text/css; charset=utf-8' }),
  });
}
