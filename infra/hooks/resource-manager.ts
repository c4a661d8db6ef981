import {
  bearerTokenAuthenticationPolicy,
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
  type HttpMethods,
  type PipelineResponse,
  RestError,
} from '@azure/core-rest-pipeline';
import type { Clock } from '../../src/clock.ts';
import type { AzureAccess } from './azure-access.ts';
import { settled } from './settled.ts';

/** What an answer of Azure Resource Manager is: its status, its body if that is a JSON object, one of its headers. */
export interface ArmAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  header(name: string): string | undefined;
}

/**
 * Azure Resource Manager over REST, for what is made after the templates. A path is a resource id. Every method throws
 * a `RestError` with the service's code.
 */
export interface ResourceManager {
  /** @returns undefined where there is no such resource; a group or subscription that is not there is an error. */
  get(path: string, version: string): Promise<unknown>;
  /** All resources of a kind, whatever the number of pages. */
  list(path: string, version: string): Promise<unknown[]>;
  /** Makes or changes a resource, and waits until that is done or has failed, five minutes at most. */
  put(path: string, version: string, body: object): Promise<void>;
}

/** As whoever is signed in. */
export function createResourceManager(
  { credential, managementEndpoint }: AzureAccess,
  clock: Pick<Clock, 'monotonic' | 'sleep'>,
): ResourceManager {
  const client = createDefaultHttpClient();
  const pipeline = createPipelineFromOptions({});
  const scopes = 'https://management.azure.com/.default';
  pipeline.addPolicy(bearerTokenAuthenticationPolicy({ credential, scopes }), { phase: 'Sign' });

  const send = async (method: HttpMethods, url: string, body?: object): Promise<ArmAnswer> => {
    // Addresses come in answers too, and the token goes nowhere else.
    if (new URL(url).origin !== new URL(managementEndpoint).origin) throw new RestError('A foreign address.');
    const headers = createHttpHeaders({
      accept: 'application/json',
      ...(body && { 'content-type': 'application/json' }),
    });
    const request = createPipelineRequest({
      method,
      url,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    return answerOf(await pipeline.sendRequest(client, request));
  };
  const at = (path: string, version: string) => `${managementEndpoint}${path}?api-version=${version}`;

  return {
    async get(path, version) {
      const answer = await send('GET', at(path, version));
      if (answer.status !== 404 || groupIsMissing(answer)) return orThrow(answer).body;
      return undefined;
    },
    async list(path, version) {
      const found: unknown[] = [];
      for (let url: unknown = at(path, version); typeof url === 'string'; ) {
        const { value, nextLink } = orThrow(await send('GET', url)).body;
        if (Array.isArray(value)) found.push(...value);
        url = nextLink;
      }
      return found;
    },
    async put(path, version, body) {
      const url = at(path, version);
      const look = async (address = url) => orThrow(await send('GET', address));
      const failure = await settled(orThrow(await send('PUT', url, body)), look, clock);
      if (failure) throw new RestError('Azure Resource Manager has failed.', { code: failure });
    },
  };
}

const groupIsMissing = (answer: ArmAnswer) => /^(ResourceGroup|Subscription)NotFound$/.test(codeOf(answer));

function orThrow(answer: ArmAnswer): ArmAnswer {
  const { status } = answer;
  if (status < 300) return answer;
  throw new RestError('Azure Resource Manager refuses.', { code: codeOf(answer), statusCode: status });
}

/** The code of an error; App Service writes it on the outside. */
function codeOf({ body }: ArmAnswer): string {
  const { code } = (body.error ?? {}) as { code?: unknown };
  return String(code ?? body.Code ?? 'Unknown');
}

function answerOf({ status, bodyAsText, headers }: PipelineResponse): ArmAnswer {
  return { status, body: jsonOf(bodyAsText), header: (name) => headers.get(name) };
}

function jsonOf(text: string | null | undefined): ArmAnswer['body'] {
  try {
    const json: unknown = JSON.parse(text ?? '');
    return typeof json === 'object' && json !== null ? (json as ArmAnswer['body']) : {};
  } catch {
    return {};
  }
}
