import * as v from 'valibot';
import type { Operations } from './operation.ts';

const Version = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

export const RUNNING_OPERATIONS: Operations = {
  'GET /api/health': {
    summary: 'Whether the server is alive',
    group: 'Running it',
    answers: {
      200: {
        says: 'It is, and speaks this',
        schema: v.object({ status: v.literal('ok'), protocol: Version, rules: Version }),
      },
    },
  },
  'GET /api/ready': {
    summary: 'Whether the server reaches its database; 503 where it does not',
    group: 'Running it',
    answers: { 200: { says: 'It does', schema: v.object({ status: v.literal('ready') }) } },
  },
  'GET /metrics': {
    summary:
      'Numbers for who watches over the server; METRICS_TOKEN as a bearer token, or from its own machine (O4)',
    group: 'Running it',
    token: true,
    answers: { 200: { says: 'In the text format of Prometheus', type: 'text/plain' } },
  },
  'GET /api/openapi.json': {
    summary: 'This description',
    group: 'Running it',
    answers: { 200: { says: 'As OpenAPI 3.1', schema: v.looseObject({ openapi: v.literal('3.1.0') }) } },
  },
  'GET /api/docs': {
    summary: 'This description, to read',
    group: 'Running it',
    answers: { 200: { says: 'A page', type: 'text/html' } },
  },
  'GET /api/docs/style.css': {
    summary: 'How the page looks',
    group: 'Running it',
    answers: { 200: { says: 'A style sheet', type: 'text/css' } },
  },
};
