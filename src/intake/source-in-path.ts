import type { HttpRequest } from '@azure/functions';
import { HttpProblem } from '../http/http-problem.ts';
import type { Sources } from './sources/read-sources.ts';
import type { Source } from './sources/source.ts';

/**
 * The source that a URL names; `default` where it names none. The host takes a route in whatever case and encoding, so what
 * cannot be read here names no source: it must not pass for `default`. From the path, since `params` also holds what a caller puts
 * into query and body: https://github.com/Azure/azure-functions-host/issues/4926
 *
 * @throws HttpProblem `unknown-source`
 */
export function sourceInPath({ url }: Pick<HttpRequest, 'url'>, sources: Sources): Source {
  const found = /\/events(?:\/([^/]+))?\/?$/i.exec(new URL(url).pathname);
  const source = found ? sources.get(found[1] ?? 'default') : undefined;
  if (source) return source;
  throw new HttpProblem('unknown-source', { detail: 'WEBHOOK_SOURCES holds no source of that name.' });
}
