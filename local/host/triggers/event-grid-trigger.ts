import { answerWebhook } from '../event-grid/answer-webhook.ts';
import type { Exchange } from '../http/exchange.ts';
import { readWholeBody } from '../http/read-body.ts';
import { sendAnswer } from '../http/send-answer.ts';
import { webhookRefusal } from '../keys/check-key.ts';
import { findBinding } from './find-binding.ts';
import type { NewInvocation } from './invoke-function.ts';
import { isDisabled } from './is-disabled.ts';
import type { RunningTrigger, StartTrigger } from './trigger.ts';

/** Everything under it belongs to the extension. */
const webhook = /^\/runtime\/webhooks\/eventgrid(\/|$)/i;
const methods = ['GET', 'POST', 'DELETE', 'OPTIONS'];

/** Azure makes this system key for every app with such a function; it goes along as `code`. */
const keyName = 'eventgrid_extension';

/** Functions that Event Grid calls, each by the webhook with its name in the query. */
export const startEventGridTrigger: StartTrigger = (metadata, context): RunningTrigger => {
  const functions = metadata.map((each) => ({
    name: each.name,
    binding: findBinding(each, 'eventGridTrigger')[0],
    disabled: isDisabled(each.name, context.ownSettings),
  }));

  return {
    functions: functions.map(({ name, disabled }) => ({
      ...{ name, trigger: 'eventGridTrigger', disabled },
      methods: disabled ? [] : ['POST'],
      route: disabled ? '' : `runtime/webhooks/EventGrid?functionName=${encodeURIComponent(name)}`,
    })),
    errors: [],
    async handle(exchange) {
      const { request, response, method, path, query } = exchange;
      if (!webhook.test(path) || !methods.includes(method)) return false;
      const refusal = webhookRefusal(request, query, context.keys, keyName);
      const name = named(query);
      const found = functions.find((each) => each.name === name && !each.disabled);
      if (refusal) sendAnswer(response, refusal);
      else if (!found) sendAnswer(response, 404, `cannot find function: '${name}'`);
      else {
        const run = (event: object) =>
          context.invoke(forEvent(found, JSON.stringify(event))).outcome.catch(() => {
            // What went wrong in the function is for the log; the caller is told which one it was.
            throw new Error(`Exception while executing function: Functions.${found.name}`);
          });
        const { status, body, headers } = await answerWebhook(asked(exchange, context.bodyLimits), run);
        sendAnswer(response, status, body, headers);
      }
      return true;
    },
    runOnDemand(functionName, input) {
      const found = functions.find(({ name }) => name === functionName);
      if (found) context.invoke(forEvent(found, input)).outcome.catch(() => undefined);
      return found !== undefined;
    },
    async stop() {},
  };
};

/** The name of a query's key counts in any case, the function's does not. */
const named = (query: URLSearchParams): string =>
  [...query].find(([key]) => key.toLowerCase() === 'functionname')?.[1] ?? '';

const asked = ({ request, method }: Exchange, limits: Parameters<typeof readWholeBody>[1]) => ({
  method,
  kind: request.headersDistinct['aeg-event-type']?.[0],
  origin: request.headersDistinct['webhook-request-origin']?.[0],
  body: () => readWholeBody(request, limits),
});

/** The event as JSON, and its data once more beside it. */
const forEvent = (found: { name: string; binding: string }, json: string): NewInvocation => ({
  functionName: found.name,
  inputData: [{ name: found.binding, data: { json } }],
  triggerMetadata: dataOf(json),
});

/** What a person gives by hand may be no event at all; the worker says so then. */
function dataOf(json: string): NewInvocation['triggerMetadata'] {
  try {
    const { data } = JSON.parse(json) as { data?: unknown };
    return data === undefined ? {} : { data: { json: JSON.stringify(data) } };
  } catch {
    return {};
  }
}
