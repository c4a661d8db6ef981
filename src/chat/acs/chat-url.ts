/** https://github.com/Azure/azure-rest-api-specs/tree/main/specification/communication/data-plane/Chat/stable */
const apiVersion = '2025-03-15';

/**
 * The path of a call to ACS Chat. The thread's id is percent-encoded (`:` and `@` too), the verb that may end
 * the path (`:remove`) is not: so the official SDKs send it.
 */
export function chatUrl(threadId?: string, below = '', query: Readonly<Record<string, string>> = {}): string {
  const thread = threadId === undefined ? '' : `/${encodeURIComponent(threadId)}`;
  return `/chat/threads${thread}${below}?${new URLSearchParams({ ...query, 'api-version': apiVersion })}`;
}
