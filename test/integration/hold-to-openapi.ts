import * as z from 'zod';
import { openApiDocument } from '../../src/openapi/document.ts';
import { closedSchema } from './closed-schema.ts';

/** What of an answer is not its body. */
export type Head = Pick<Response, 'status' | 'headers'>;

interface Described {
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
  readonly headers?: Readonly<Record<string, { readonly required?: boolean; readonly schema: object }>>;
}

type Operation = { readonly responses: Readonly<Record<string, Described>> };

const { paths, components } = openApiDocument() as unknown as {
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  components: { schemas: Readonly<Record<string, object>> };
};

/** Addresses without a parameter come first: they are the more exact ones. */
const addresses = Object.keys(paths)
  .sort((one, other) => Number(one.includes('{')) - Number(other.includes('{')))
  .map((path) => ({
    path,
    pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+').replaceAll('.', '\\.')}$`),
  }));

/**
 * Whether an answer is one that the OpenAPI document promises: status, media type, required headers, and a body that has
 * every member it should have and none besides.
 *
 * @param request - its method and address: `GET /api/decisions?status=failed`.
 * @returns what is wrong with it; nothing if all is well.
 */
export function faultsByOpenApi(request: string, { status, headers }: Head, text: string): string[] {
  const [method = '', path = ''] = request.split(/[ ?]/);
  const say = (what: string) => `${method} ${path} ${status}: ${what}`;
  const operation = operationOf(method, path);
  if (!operation) {
    // No route has it, so it is the host that answers; and to whoever has no key, not even that.
    return text === '' && [401, 404].includes(status) ? [] : [say('is not in the document')];
  }
  const described = operation.responses[status];
  if (!described) return [say('has a status that is not in the document')];
  return [...headerFaults(described, headers), ...bodyFaults(described, { status, headers }, text)].map(say);
}

function operationOf(method: string, path: string): Operation | undefined {
  const address = addresses.find(({ pattern }) => pattern.test(path))?.path ?? '';
  return paths[address]?.[method.toLowerCase()];
}

function headerFaults(described: Described, headers: Headers): string[] {
  return Object.entries(described.headers ?? {}).flatMap(([name, { required, schema }]) => {
    const value = headers.get(name);
    if (value === null) return required ? [`has no header ${name}`] : [];
    const isNumber = 'type' in schema && schema.type === 'integer';
    return check(schema, isNumber ? Number(value) : value).map((fault) => `header ${name}: ${fault}`);
  });
}

function bodyFaults({ content }: Described, { status, headers }: Head, text: string): string[] {
  if (text === '') {
    // The host’s own 401 has no body, whatever the app’s may have.
    return content === undefined || status === 401 ? [] : ['has no body'];
  }
  const type = headers.get('content-type') ?? '';
  const described = content?.[type];
  if (!described) return [`has the media type ${JSON.stringify(type)}, which is not in the document`];
  return check(described.schema, JSON.parse(text));
}

const known = new Map<object, z.ZodType>();

function check(schema: object, value: unknown): string[] {
  const checker = known.get(schema) ?? z.fromJSONSchema(closedSchema(schema, components.schemas));
  known.set(schema, checker);
  const parsed = checker.safeParse(value);
  return parsed.success ? [] : [`${z.prettifyError(parsed.error)} in ${JSON.stringify(value)}`];
}
