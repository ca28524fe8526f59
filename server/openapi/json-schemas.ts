import {
  type ConversionConfig,
  type JsonSchema,
  toJsonSchema,
  toJsonSchemaDefs,
} from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { Commit, Write } from '../../shared/log/commit.ts';
import { AnyEvent, EventMeta, RecordedEvent } from '../../shared/log/recorded-event.ts';
import { Role } from '../../shared/sync/people.ts';
import { Problem } from '../../shared/sync/problem.ts';
import { EpochChanged, LiveHint, Receipt } from '../../shared/sync/protocol.ts';

/** What has a name of its own in the document; everything else stands where it is used. */
const NAMED = {
  Commit,
  Write,
  Event: AnyEvent,
  EventMeta,
  RecordedEvent,
  Receipt,
  Problem,
  EpochChanged,
  LiveHint,
  Role,
} satisfies Record<string, v.GenericSchema>;

const CONFIG: ConversionConfig = {
  target: 'draft-2020-12',
  definitions: NAMED,
  overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
  // What JSON Schema has no word for: checks in code, and what is done with a text that fits.
  ignoreActions: ['check', 'trim', 'transform', 'brand'],
};

export function namedSchemas(): Record<string, JsonSchema> {
  return toJsonSchemaDefs(NAMED, CONFIG);
}

/** One that may refer to the named ones. */
export function schemaOf(schema: v.GenericSchema): JsonSchema {
  return inPlace(toJsonSchema(schema, CONFIG));
}

/** Of what is a text on its way here, whatever is made of it then. */
export function textSchemaOf(schema: v.GenericSchema): JsonSchema {
  return inPlace(toJsonSchema(schema, { ...CONFIG, typeMode: 'input' }));
}

function inPlace({ $schema: _, $defs: __, ...rest }: JsonSchema): JsonSchema {
  return rest;
}
