import type { HttpRequest } from '@azure/functions';
import { HttpProblem } from '../http/http-problem.ts';
import type { Sources } from './sources/read-sources.ts';
import type { Source } from './sources/source.ts';

/**
 * The source that a URL names; `default` where it names none. From its path, since `params` also holds what a caller puts
 * into query and body: https://github.com/Azure/azure-functions-host/issues/4926
 *
 * @throws HttpProblem `unknown-source`
 */
export function sourceInPath({ url }: Pick<HttpRequest, 'url'>, sources: Sources): Source {
  const [, name] = /\/events\/([^/]+)\/?$/.exec(new URL(url).pathname) ?? [];
  const source = sources.get(name ?? 'default');
  if (source) return source;
  throw new HttpProblem('unknown-source', { detail: 'WEBHOOK_SOURCES holds no source of that name.' });
}
