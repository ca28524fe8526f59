import { html, raw } from 'hono/html';
import type { OpenApiDocument, OperationObject } from './document.ts';

type Html = ReturnType<typeof html>;

/** The document as a page to read: made here, without a script, of nothing but its own style sheet. */
export function docsPage(document: OpenApiDocument): Html {
  const { info, tags, paths, components } = document;
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const { schemas } = components as { schemas: Record<string, object> };
  const groups = tags.map(
    ({ name }) => html`<section>
      <h2>${name}</h2>
      ${all.filter(({ operation }) => operation.tags.includes(name)).map(operationPart)}
    </section>`,
  );
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${info.title}: its routes</title>
        <link rel="stylesheet" href="/api/docs/style.css" />
      </head>
      <body>
        <main>
          <h1>${info.title}: its routes</h1>
          <p>${info.description}</p>
          <p>For programs: <a href="/api/openapi.json">openapi.json</a> (OpenAPI ${document.openapi}).</p>
          ${groups}
          <section>
            <h2>Shapes</h2>
            ${Object.entries(schemas).map(
              ([name, schema]) =>
                html`<details id="${name}">
                  <summary><code>${name}</code></summary>
                  ${json(schema)}
                </details>`,
            )}
          </section>
        </main>
      </body>
    </html>`;
}

type Part = { readonly path: string; readonly method: string; readonly operation: OperationObject };

function operationPart({ path, method, operation }: Part): Html {
  const { operationId, summary, parameters, requestBody, responses, security } = operation;
  const needs = security?.flatMap((one) => Object.keys(one)) ?? [];
  const body = requestBody?.content['application/json'];
  return html`<details id="${operationId}">
    <summary><b class="${method}">${method.toUpperCase()}</b> <code>${path}</code> <span>${summary}</span></summary>
    ${needs.length > 0 && html`<p>Needs the cookies of: ${needs.join(', ')}.</p>`}
    ${
      parameters.length > 0 &&
      html`<h3>Parameters</h3>
        <dl>
          ${parameters.map(
            (
              one,
            ) => html`<dt><code>${one.name}</code> in the ${one.in}${one.required ? '' : ', may be left out'}</dt>
              <dd>${json(one.schema)}</dd>`,
          )}
        </dl>`
    }
    ${body && html`<h3>Body</h3>${body.example !== undefined && json(body.example)}${json(body.schema)}`}
    <h3>Answers</h3>
    <dl>
      ${Object.entries(responses).map(
        ([status, { description, content }]) =>
          html`<dt><code>${status === 'default' ? '4xx, 5xx' : status}</code> ${description}</dt>
            ${Object.entries(content ?? {}).map(([type, of]) => html`<dd>${type} ${json(of.schema)}</dd>`)}`,
      )}
    </dl>
  </details>`;
}

const REFERENCE = /&quot;\$ref&quot;: &quot;#\/components\/schemas\/(\w+)&quot;/g;

/** A reference leads to what it names. */
function json(value: unknown): Html {
  const text = String(html`${JSON.stringify(value, null, 2)}`);
  return html`<pre>${raw(text.replace(REFERENCE, '<a href="#$1">$1</a>'))}</pre>`;
}
