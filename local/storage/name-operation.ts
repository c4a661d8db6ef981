import type { ServiceName } from './azurite-messages.ts';

/** What is known of a request before it is read: no body, no signature. */
export type RequestLine = { method: string; path: string; query: URLSearchParams; ifMatch: boolean };

type Rule = {
  method?: string;
  /** Tried on the path without the account. */
  path?: RegExp;
  /** A name and its value in the query; without a value, its presence. */
  query?: [name: string, value?: string];
  ifMatch?: boolean;
  operation: string;
};

const entity = /^\w+\(.+\)$/;
const message = /^[^/]+\/messages\/.+$/;
const messages = /^[^/]+\/messages$/;

/** The first that fits; what none fits is `table.other` and the like. */
const rules: Record<ServiceName, Rule[]> = {
  table: [
    { path: /^\$batch$/, operation: 'transaction' },
    { method: 'POST', path: /^Tables(\(\))?$/, operation: 'createTable' },
    { method: 'GET', path: /^Tables/, operation: 'listTables' },
    { method: 'DELETE', path: /^Tables\(/, operation: 'deleteTable' },
    { method: 'GET', path: entity, operation: 'get' },
    { method: 'GET', path: /^\w+(\(\))?$/, operation: 'query' },
    { method: 'POST', path: /^\w+$/, operation: 'insert' },
    { method: 'DELETE', path: entity, operation: 'delete' },
    { method: 'PUT', path: entity, ifMatch: true, operation: 'update' },
    { method: 'PATCH', path: entity, ifMatch: true, operation: 'merge' },
    { path: entity, operation: 'upsert' },
  ],
  queue: [
    { method: 'POST', path: messages, operation: 'put' },
    { method: 'GET', path: messages, query: ['peekonly'], operation: 'peek' },
    { method: 'GET', path: messages, operation: 'get' },
    { method: 'DELETE', path: messages, operation: 'clear' },
    { method: 'PUT', path: message, operation: 'update' },
    { method: 'DELETE', path: message, operation: 'delete' },
    { query: ['comp', 'metadata'], operation: 'metadata' },
    { query: ['comp', 'list'], operation: 'listQueues' },
    { method: 'PUT', path: /^[^/]+$/, operation: 'createQueue' },
    { method: 'DELETE', path: /^[^/]+$/, operation: 'deleteQueue' },
  ],
  blob: [
    { query: ['comp', 'lease'], operation: 'lease' },
    { query: ['comp', 'list'], operation: 'list' },
    { method: 'PUT', query: ['restype', 'container'], operation: 'createContainer' },
    { method: 'DELETE', query: ['restype', 'container'], operation: 'deleteContainer' },
    { query: ['restype', 'container'], operation: 'container' },
    { method: 'PUT', operation: 'put' },
    { method: 'GET', operation: 'get' },
    { method: 'HEAD', operation: 'head' },
    { method: 'DELETE', operation: 'delete' },
  ],
};

/**
 * Names a request to a storage service by what it does, for logs and for matching.
 * @see https://learn.microsoft.com/rest/api/storageservices/
 */
export function nameOperation(
  service: ServiceName,
  line: RequestLine,
): { operation: string; resource: string } {
  const path = decode(line.path.replace(/^\/[^/]*\/?/, ''));
  const found = rules[service].find((rule) => fits(rule, line, path));
  const [resource = ''] = path.split(/[/(]/);
  return { operation: `${service}.${found?.operation ?? 'other'}`, resource };
}

function fits({ method, path: pattern, query, ifMatch }: Rule, line: RequestLine, path: string): boolean {
  // A MERGE is what PATCH was called before, and is still understood.
  const asked = line.method === 'MERGE' ? 'PATCH' : line.method;
  if (method !== undefined && method !== asked) return false;
  if (pattern && !pattern.test(path)) return false;
  if (ifMatch !== undefined && ifMatch !== line.ifMatch) return false;
  if (!query) return true;
  const [name, value] = query;
  return value === undefined ? line.query.has(name) : line.query.get(name) === value;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
