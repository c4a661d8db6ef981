import type { IncomingMessage, ServerResponse } from 'node:http';
import { decodePath } from './decode-path.ts';

/** One request and its answer, with the parts of the URL that everybody needs. */
export type Exchange = {
  request: IncomingMessage;
  response: ServerResponse;
  method: string;
  /** Decoded except `%2F`. */
  path: string;
  /** The path at its slashes; undefined where it holds an empty segment, which no route matches. */
  segments: string[] | undefined;
  /** With its `?`, or empty. */
  search: string;
  query: URLSearchParams;
};

/** Takes a request apart. */
export function openExchange(request: IncomingMessage, response: ServerResponse): Exchange {
  const target = (request.url ?? '/').replace(/^https?:\/\/[^/]*/i, '');
  const mark = target.indexOf('?');
  const search = mark === -1 ? '' : target.slice(mark);
  const path = decodePath(mark === -1 ? target : target.slice(0, mark));
  const segments = path === '/' ? [] : path.slice(1).replace(/\/$/, '').split('/');
  return {
    request,
    response,
    method: request.method ?? 'GET',
    path,
    segments: segments.includes('') ? undefined : segments,
    search,
    query: new URLSearchParams(search),
  };
}
