import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { OpenApiDocument, OperationObject } from '../../server/openapi/document.ts';

const ROOT = 'https://daybook.test/document';

/** Holds answers against a description of them. */
export type AnswerCheck = {
  /** What is wrong with an answer. */
  check(path: string, method: string, answer: Response): Promise<string[]>;
  /** Each route that was answered, with the status. */
  readonly answered: ReadonlySet<string>;
};

export function createAnswerCheck(document: OpenApiDocument): AnswerCheck {
  const answered = new Set<string>();
  const misfits = schemaCheck(document);
  return {
    answered,
    async check(path, method, answer) {
      const found = operationAt(document, path.split('?')[0] ?? '', method);
      if (!found) return answer.status === 404 ? [] : [`${method} ${path} is described nowhere`];
      const { route, operation } = found;
      const { status } = answer;
      const described = status < 400 ? operation.responses[status] : operation.responses.default;
      if (!described) return [`${route} answers ${status}`];
      answered.add(`${route} ${status}`);
      if (!described.content) return [];
      const [type = ''] = (answer.headers.get('content-type') ?? '').split(';');
      const schema = described.content[type]?.schema;
      if (!schema) return [`${route} answers ${status} in ${type || 'no type'}`];
      if (!type.endsWith('json')) return [];
      return misfits(schema, await answer.json()).map((why) => `${route} ${status}: ${why}`);
    },
  };
}

/** What is wrong with a value, by a schema that may refer to those that the document names. */
export function schemaCheck({ components }: OpenApiDocument): (schema: object, value: unknown) => string[] {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, formats: { email: true } });
  ajv.addVocabulary(['components']);
  ajv.addSchema({ $id: ROOT, components });
  const compiled = new Map<object, ValidateFunction>();
  return (schema, value) => {
    const rooted = JSON.parse(JSON.stringify(schema).replaceAll('"#/', `"${ROOT}#/`));
    const check = compiled.get(schema) ?? ajv.compile(rooted);
    compiled.set(schema, check);
    return check(value) ? [] : [ajv.errorsText(check.errors)];
  };
}

function operationAt(
  { paths }: OpenApiDocument,
  path: string,
  method: string,
): { route: string; operation: OperationObject } | undefined {
  for (const [template, methods] of Object.entries(paths)) {
    const operation = methods[method.toLowerCase()];
    const pattern = new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+').replace('.', '\\.')}$`);
    if (operation && pattern.test(path))
      return { route: `${method} ${template.replace(/\{(\w+)\}/g, ':$1')}`, operation };
  }
  return undefined;
}
