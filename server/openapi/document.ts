import type { JsonSchema } from '@valibot/to-json-schema';
import type { RouterRoute } from 'hono/types';
import * as v from 'valibot';
import { ActorId, CommitId, DeviceId, WorkspaceId } from '../../shared/log/ids.ts';
import { Problem } from '../../shared/sync/problem.ts';
import { SegmentName } from '../segments/segment-routes.ts';
import { namedSchemas, schemaOf, textSchemaOf } from './json-schemas.ts';
import { LOG_OPERATIONS } from './log-operations.ts';
import { type Answer, GROUPS, type Operation, type Operations } from './operation.ts';
import { PEOPLE_OPERATIONS } from './people-operations.ts';
import { RUNNING_OPERATIONS } from './running-operations.ts';

export const OPERATIONS: Operations = { ...LOG_OPERATIONS, ...PEOPLE_OPERATIONS, ...RUNNING_OPERATIONS };

export type OpenApiDocument = {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components: object;
};
export type OperationObject = {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly parameters: readonly ParameterObject[];
  readonly requestBody?: { readonly required: true; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
  readonly security?: readonly object[];
};
type ParameterObject = {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly schema: JsonSchema;
};
type Content = Readonly<Record<string, { readonly schema: JsonSchema; readonly example?: unknown }>>;

/** Of those routes that this server has. */
export function openApiDocument(routes: readonly Pick<RouterRoute, 'method' | 'path'>[]): OpenApiDocument {
  const served = new Set(routes.map(({ method, path }) => `${method} ${path}`));
  const schemes = securitySchemes(served.has('GET /api/auth/session'));
  const paths: Record<string, Record<string, OperationObject>> = {};
  for (const [route, operation] of Object.entries(OPERATIONS)) {
    if (!served.has(route)) continue;
    const [method = '', path = ''] = route.split(' ');
    const template = path.replace(/:(\w+)/g, '{$1}');
    paths[template] = {
      ...paths[template],
      [method.toLowerCase()]: operationObject(route, operation, schemes),
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Daybook', version: '1', description: DESCRIPTION },
    tags: GROUPS.map((name) => ({ name })),
    paths,
    components: {
      schemas: namedSchemas(),
      securitySchemes: schemes,
    },
  };
}

/** A browser with accounts has a device for each person and workspace, and one without has one. */
function securitySchemes(hasAccounts: boolean): Readonly<Record<string, object>> {
  const cookie = (name: string, description: string) => ({ type: 'apiKey', in: 'cookie', name, description });
  const ofEach = 'Ends with the id of the person; each workspace has one of its own, sent to its paths alone';
  return {
    ...(hasAccounts && { session: cookie('daybook.session_token', 'Who is signed in') }),
    device: hasAccounts
      ? cookie('daybook-device-{user}', ofEach)
      : cookie('daybook-device', 'The device of this browser'),
    token: { type: 'http', scheme: 'bearer', description: 'METRICS_TOKEN' },
  };
}

const DESCRIPTION =
  'The rules of what is sent are in shared/SPEC.md, by the numbers that stand here. Errors are problem documents (RFC 9457). ' +
  'What changes something needs `content-type: application/json`, where it has a body, and comes from the server’s own origin.';

function operationObject(route: string, operation: Operation, schemes: object): OperationObject {
  const { group, summary, body, example, answers } = operation;
  const security = securityOf(operation, schemes);
  const ok = Object.entries(answers).map(([status, answer]) => [status, responseOf(answer)]);
  const content = body && {
    'application/json': { schema: schemaOf(body), ...(example !== undefined && { example }) },
  };
  return {
    operationId: route.replace('/api/', '').replace(/\W+/g, '-').toLowerCase(),
    tags: [group],
    summary,
    parameters: [...pathParameters(route), ...queryParameters(operation)],
    ...(content && { requestBody: { required: true, content } }),
    responses: { ...Object.fromEntries(ok), default: PROBLEM },
    ...(security && { security }),
  };
}

/** One of them is enough; an empty one asks for nothing. */
function securityOf({ needs = [], token }: Operation, schemes: object): object[] | undefined {
  if (token) return [{ token: [] }, {}];
  const there = needs.filter((name) => Object.hasOwn(schemes, name));
  return there.length > 0 ? [Object.fromEntries(there.map((name) => [name, []]))] : undefined;
}

const PROBLEM = {
  description: 'What is wrong, as a problem document',
  content: { 'application/problem+json': { schema: schemaOf(Problem) } },
};

function responseOf({ says, schema, type }: Answer): OperationObject['responses'][string] {
  const content = schema ? { 'application/json': { schema: schemaOf(schema) } } : undefined;
  const text = type && { [type]: { schema: { type: 'string' as const } } };
  return { description: says, ...((content ?? text) && { content: content ?? text }) };
}

/** The same name means the same thing in every path. */
const IN_PATHS: Readonly<Record<string, v.GenericSchema>> = {
  workspace: WorkspaceId,
  device: DeviceId,
  commit: CommitId,
  user: ActorId,
  ...SegmentName.entries,
};

function pathParameters(route: string): ParameterObject[] {
  return [...route.matchAll(/:(\w+)/g)].map(([, name = '']) => {
    const schema = textSchemaOf(IN_PATHS[name] ?? v.string());
    return { name, in: 'path', required: true, schema };
  });
}

function queryParameters({ query }: Operation): ParameterObject[] {
  return Object.entries(query?.entries ?? {}).map(([name, schema]) => {
    const required = schema.type !== 'optional';
    return { name, in: 'query', required, schema: textSchemaOf(schema as v.GenericSchema) };
  });
}
