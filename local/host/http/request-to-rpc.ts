import type { IncomingMessage } from 'node:http';
import type { HttpData } from '../worker-link/messages.ts';
import { encodePath } from './decode-path.ts';
import type { Exchange } from './exchange.ts';

/** A request as the worker gets it in a message, that is, without HTTP streaming. Repeated query keys are joined. */
export function requestToRpc(
  exchange: Exchange,
  params: Record<string, string>,
  body: Buffer | undefined,
): HttpData {
  const { request, method, path, search, query } = exchange;
  const joined = [...new Set(query.keys())].map((name) => [name, query.getAll(name).join(',')]);
  return {
    method,
    url: `http://${request.headers.host ?? 'localhost'}${encodePath(path)}${search}`,
    nullableHeaders: nullable(joinedHeaders(request)),
    nullableQuery: nullable(Object.fromEntries(joined)),
    nullableParams: nullable(params),
    ...(body && { body: { bytes: body } }),
  };
}

/** Each header once, its values joined by commas. */
export const joinedHeaders = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(request.headersDistinct).map(([name, values]) => [name, values?.join(',') ?? '']),
  );

const nullable = (values: Record<string, string>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
