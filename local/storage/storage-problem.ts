import type { ServiceName } from './azurite-messages.ts';

/** https://learn.microsoft.com/rest/api/storageservices/common-rest-api-error-codes */
const codes: Readonly<Record<number, string>> = {
  400: 'InvalidInput',
  403: 'AuthorizationFailure',
  404: 'ResourceNotFound',
  409: 'EntityAlreadyExists',
  412: 'UpdateConditionNotSatisfied',
  413: 'RequestBodyTooLarge',
  500: 'InternalError',
  503: 'ServerBusy',
};

/** The error that a storage service answers with a status: JSON from tables, XML from the others. */
export function storageProblem(
  service: ServiceName,
  status: number,
): { headers: Record<string, string>; body: string } {
  const code = codes[status] ?? `Http${status}`;
  const message = 'An error was asked for.';
  const headers = { 'x-ms-error-code': code };
  if (service !== 'table') {
    const body = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
    return { headers: { ...headers, 'content-type': 'application/xml' }, body };
  }
  const error = { code, message: { lang: 'en-US', value: message } };
  return {
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ 'odata.error': error }),
  };
}
