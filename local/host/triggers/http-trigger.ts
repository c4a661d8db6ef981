import type http from 'node:http';
import type { Exchange } from '../http/exchange.ts';
import { forwardingAgent, forwardRequest } from '../http/forward-request.ts';
import { readBody, readWholeBody } from '../http/read-body.ts';
import { requestToRpc } from '../http/request-to-rpc.ts';
import { sendAnswer } from '../http/send-answer.ts';
import { sendRpcAnswer } from '../http/send-rpc-answer.ts';
import { triggerMetadata } from '../http/trigger-metadata.ts';
import { keyKind, keyOpens } from '../keys/check-key.ts';
import { type HttpFunction, httpFunctions } from '../routes/http-functions.ts';
import { matchRoute } from '../routes/match-route.ts';
import { isDisabled } from './is-disabled.ts';
import type { RunningTrigger, StartTrigger, TriggerContext } from './trigger.ts';

type Match = { found: HttpFunction; params: Record<string, string> };

/** Functions that are called over HTTP: the first whose route and method match gets the request. */
export const startHttpTrigger: StartTrigger = (metadata, context): RunningTrigger => {
  const { routePrefix, maxConcurrentRequests } = context.settings;
  const [switchedOff = [], inUse = []] = [true, false].map((off) =>
    metadata.filter(({ name }) => isDisabled(name, context.ownSettings) === off),
  );
  const { functions, disabled } = httpFunctions(inUse, routePrefix);
  const agent = forwardingAgent();
  let running = 0;

  return {
    functions: [
      ...functions.map(({ name, methods, route }) => ({
        name,
        trigger: 'httpTrigger',
        methods,
        route: routePrefix === '' ? route : `${routePrefix}/${route}`,
        disabled: false,
      })),
      ...switchedOff.map(({ name }) => ({
        ...{ name, trigger: 'httpTrigger', methods: [], route: '', disabled: true },
      })),
    ],
    errors: disabled.map(({ name, why }) => `The function ${name} is disabled: ${why}.`),
    async handle(exchange) {
      const match = findFunction(functions, exchange);
      if (!match) return false;
      const { name, authLevel } = match.found;
      const kind = keyKind(exchange.request, exchange.query, context.keys, name);
      if (!keyOpens(kind, authLevel)) {
        sendAnswer(exchange.response, 401);
      } else if (running >= maxConcurrentRequests) {
        sendAnswer(exchange.response, 429, undefined, { 'X-FUNCTION-SCALEOUT': '1' });
      } else {
        running += 1;
        await call(match, exchange, context, agent).finally(() => {
          running -= 1;
        });
      }
      return true;
    },
    async stop() {
      agent.destroy();
    },
  };
};

function findFunction(functions: HttpFunction[], { method, segments }: Exchange): Match | undefined {
  if (!segments) return undefined;
  for (const found of functions) {
    if (found.methods.length > 0 && !found.methods.includes(method)) continue;
    const params = matchRoute(found.segments, segments);
    if (params) return { found, params };
  }
  return undefined;
}

async function call(
  { found, params }: Match,
  exchange: Exchange,
  context: TriggerContext,
  agent: http.Agent,
) {
  const { request, response } = exchange;
  const { bodyLimits, forwardTimeoutMs, loaded, invoke, log } = context;
  const noted = (error: Error) => {
    log.function('warning', found.name, `The request failed: ${error.message}`);
    throw error;
  };
  // The real host reads a body whose length it is told before it calls the function, streaming or not.
  const announced = Number(request.headers['content-length'] ?? 0) > 0;
  const body = announced ? await readWholeBody(request, bodyLimits).catch(noted) : undefined;
  const invocation = { functionName: found.name, ...trace(request) };
  const { httpUri } = await loaded();
  // The worker would wait for its request.
  if (response.destroyed) noted(new Error('The client left.'));

  if (httpUri === undefined) {
    const data = { http: requestToRpc(exchange, params, body) };
    const { outcome } = invoke({
      ...invocation,
      inputData: [{ name: found.binding, data }],
      triggerMetadata: {},
    });
    return sendRpcAnswer(response, (await outcome).returnValue);
  }
  const { invocationId, outcome } = invoke({
    ...invocation,
    inputData: [{ name: found.binding, data: { http: {} } }],
    triggerMetadata: triggerMetadata(exchange, params, body),
  });
  // A failure is in the log; the caller is left waiting for the forwarded request, as by the real host.
  outcome.catch(() => undefined);
  const chunked = request.headers['transfer-encoding'] !== undefined;
  await forwardRequest(exchange, {
    target: httpUri,
    agent,
    invocationId,
    body: chunked ? readBody(request, bodyLimits) : body,
    idleMs: forwardTimeoutMs,
  }).catch(noted);
}

function trace(request: http.IncomingMessage) {
  const { traceparent, tracestate } = request.headers;
  if (typeof traceparent !== 'string') return {};
  return { traceContext: { traceParent: traceparent, traceState: String(tracestate ?? ''), attributes: {} } };
}
