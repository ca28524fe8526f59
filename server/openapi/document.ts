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
  const paths: Record<string, Record<string, OperationObject>> = {};
  for (const [route, operation] of Object.entries(OPERATIONS)) {
    if (!served.has(route)) continue;
    const [method = '', path = ''] = route.split(' ');
    const template = path.replace(/:(\w+)/g, '{$1}');
    paths[template] = { ...paths[template], [method.toLowerCase()]: operationObject(route, operation) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Daybook', version: '1', description: DESCRIPTION },
    tags: GROUPS.map((name) => ({ name })),
    paths,
    components: {
      schemas: namedSchemas(),
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'daybook.session_token' },
        device: { type: 'apiKey', in: 'cookie', name: 'daybook-device' },
      },
    },
  };
}

const DESCRIPTION =
  'The rules of what is sent are in shared/SPEC.md, by the numbers that stand here. Errors are problem documents (RFC 9457). ' +
  'What changes something needs `content-type: application/json`, where it has a body, and comes from the server’s own origin.';

function operationObject(route: string, operation: Operation): OperationObject {
  const { group, summary, body, example, answers, needs } = operation;
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
    ...(needs && { security: [Object.fromEntries(needs.map((name) => [name, []]))] }),
  };
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
