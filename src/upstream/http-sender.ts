import type { HttpClient, PipelinePolicy, PipelineRequestOptions } from '@azure/core-rest-pipeline';
import type { Answer } from './answer.ts';

/** One request, and the policies (who signs it) that it goes through on top of the sender's own. */
export interface Request extends Pick<PipelineRequestOptions, 'method' | 'url'> {
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly policies?: readonly PipelinePolicy[];
}

/** Sends one request, once: no retries, no redirects. Rejects when no whole answer came. */
export type Send = (request: Request, signal: AbortSignal) => Promise<Answer>;

/**
 * A sender over Azure's own HTTP pipeline. Of the policies that the SDKs put into it we take those that matter
 * to one JSON call; retries are ours (`with-retries.ts`), because the SDK's give up on a 429 that comes without
 * Retry-After, and redirects are never followed: they could carry a token to another host.
 */
export function createSender(): Send {
  let client: HttpClient | undefined;

  return async ({ method = 'GET', url, body, headers, policies = [] }, signal) => {
    // Loaded by the first call: an instance that only turns bad requests away never pays for it.
    const rest = await import('./rest-pipeline.ts');
    client ??= rest.createDefaultHttpClient();
    const pipeline = rest.createEmptyPipeline();
    pipeline.addPolicy(rest.userAgentPolicy({ userAgentPrefix: 'chat-bouncer' }));
    pipeline.addPolicy(rest.setClientRequestIdPolicy());
    pipeline.addPolicy(rest.decompressResponsePolicy());
    for (const policy of policies) pipeline.addPolicy(policy, { phase: 'Sign' });
    const request = rest.createPipelineRequest({
      method,
      url,
      ...(body !== undefined && { body }),
      headers: rest.createHttpHeaders({
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        Accept: 'application/json',
        ...headers,
      }),
      abortSignal: signal,
    });
    const response = await pipeline.sendRequest(client, request);
    return {
      status: response.status,
      header: (name) => response.headers.get(name),
      body: response.bodyAsText ?? '',
    };
  };
}
