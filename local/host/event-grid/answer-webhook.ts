/** What a webhook answers: text goes out as it is. */
export type WebhookAnswer = { status: number; body?: string; headers?: Record<string, string> };

/** What of a request Event Grid's webhook looks at. */
export type WebhookRequest = {
  method: string;
  /** `aeg-event-type`. */
  kind: string | undefined;
  /** `webhook-request-origin`. */
  origin: string | undefined;
  /** Read only where it matters. */
  body(): Promise<Buffer>;
};

/** Runs the function for one event; rejects if it fails. */
export type RunForEvent = (event: object) => Promise<unknown>;

/** Event Grid in Azure's clouds, as CloudEvents' handshake names them; the first is answered to everybody else. */
const origins = [
  'eventgrid.azure.net',
  'eventgrid.azure.us',
  'eventgrid.azure.eaglex.ic.gov',
  'eventgrid.azure.microsoft.scloud',
  'eventgrid.azure.cn',
] as const;

type Answer = (body: () => Promise<unknown>, run: RunForEvent) => Promise<WebhookAnswer>;

/** By `aeg-event-type` in lower case. */
const kinds = new Map<string, Answer>([
  ['subscriptionvalidation', validate],
  ['notification', notify],
  ['unsubscribe', async () => ({ status: 202 })],
]);

/**
 * Answers a request to Event Grid's webhook as the extension in Azure does, body and media type included.
 *
 * @throws if the body is not what it should be: the answer is a 500 then, as there
 * @see https://github.com/Azure/azure-sdk-for-net/blob/main/sdk/eventgrid/Microsoft.Azure.WebJobs.Extensions.EventGrid/src/TriggerBinding/HttpRequestProcessor.cs
 */
export async function answerWebhook(request: WebhookRequest, run: RunForEvent): Promise<WebhookAnswer> {
  if (request.method === 'OPTIONS') {
    const known = origins.find((origin) => origin === request.origin) ?? origins[0];
    return { status: 200, headers: { 'WebHook-Allowed-Origin': known } };
  }
  const body = async (): Promise<unknown> => JSON.parse((await request.body()).toString());
  return (await kinds.get(request.kind?.toLowerCase() ?? '')?.(body, run)) ?? { status: 400 };
}

/** Every event has its own run, all at once; one that fails fails them all, so Event Grid sends them all again. */
async function notify(body: () => Promise<unknown>, run: RunForEvent): Promise<WebhookAnswer> {
  const content = await body();
  if (!isObject(content)) throw new TypeError('The body is neither object nor array.');
  const events: unknown[] = Array.isArray(content) ? content : [content];
  const runs = await Promise.allSettled(
    events.map(async (event) => {
      if (!isObject(event)) throw new TypeError('An event is no object.');
      await run(event);
    }),
  );
  const failed = runs.find((each) => each.status === 'rejected');
  return failed ? { status: 500, body: (failed.reason as Error).message } : { status: 202 };
}

/** The code is in an array of one event, as Event Grid sends it, or in a CloudEvent whose data is JSON once more. */
async function validate(body: () => Promise<unknown>): Promise<WebhookAnswer> {
  const [first] = [await body()].flat() as { data: unknown }[];
  const data = typeof first?.data === 'string' ? JSON.parse(first.data) : first?.data;
  const { validationCode } = data as { validationCode?: unknown };
  if (validationCode === undefined) throw new TypeError('There is no validation code.');
  return { status: 200, body: JSON.stringify({ validationResponse: String(validationCode) }) };
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
