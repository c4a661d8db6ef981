import { createHmac } from 'node:crypto';
import type { StorageConnection } from './find-connection.ts';

export type BlobAnswer = { status: number; headers: Headers; text: string };

/** The few requests to a blob container that leases and small texts need. */
export type BlobClient = {
  /** @param query such as `{ comp: 'lease' }` @throws if the storage cannot be reached; any status is an answer */
  send(
    method: string,
    blob: string,
    request?: { query?: Record<string, string>; headers?: Record<string, string>; body?: string },
  ): Promise<BlobAnswer>;
};

/** What Azure and Azurite both know; leases are older than that. */
const version = '2021-12-02';
const patienceMs = 10_000;

/**
 * Speaks with one container, signed with the account's key. Its SDK is not among this project's packages, and this
 * is all that would be used of it.
 *
 * @param container is made at the first write that finds it missing
 */
export function blobClient(connection: StorageConnection, container: string): BlobClient {
  const base = new URL(`${connection.blobUrl}/${container}`);

  async function once(
    method: string,
    path: string,
    query: Record<string, string>,
    given: Record<string, string>,
    body: string,
  ): Promise<BlobAnswer> {
    const url = new URL(base.pathname + path, base);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const headers: Record<string, string> = {
      'x-ms-date': new Date().toUTCString(),
      'x-ms-version': version,
      ...(body !== '' && { 'content-type': 'text/plain' }),
      ...given,
    };
    headers.authorization = `SharedKey ${connection.account}:${sign(connection, method, url, headers, body)}`;
    const signal = AbortSignal.timeout(patienceMs);
    // As bytes, because `fetch` gives a text a type of its own, and the type is signed.
    const bytes = method === 'PUT' ? { body: Buffer.from(body) } : {};
    const answer = await fetch(url, { method, headers, signal, ...bytes });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  }

  return {
    async send(method, blob, { query = {}, headers = {}, body = '' } = {}) {
      const path = `/${blob.split('/').map(encodeURIComponent).join('/')}`;
      const answer = await once(method, path, query, headers, body);
      if (answer.headers.get('x-ms-error-code') !== 'ContainerNotFound' || method !== 'PUT') return answer;
      await once('PUT', '', { restype: 'container' }, {}, '');
      return await once(method, path, query, headers, body);
    },
  };
}

/** https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key */
function sign(
  { account, key }: StorageConnection,
  method: string,
  url: URL,
  headers: Record<string, string>,
  body: string,
): string {
  const own = Object.entries(headers)
    .filter(([name]) => name.startsWith('x-ms-'))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const query = [...url.searchParams].sort(([a], [b]) => (a < b ? -1 : 1));
  const length = body === '' ? '' : String(Buffer.byteLength(body));
  // Encoding, language, length, MD5, type, date, four conditions (If-None-Match is the third), range.
  const standard = [
    '',
    '',
    length,
    '',
    headers['content-type'] ?? '',
    '',
    '',
    '',
    headers['if-none-match'] ?? '',
    '',
    '',
  ];
  const text = [
    method,
    ...standard,
    ...own.map(([name, value]) => `${name}:${value}`),
    `/${account}${url.pathname}`,
    ...query.map(([name, value]) => `${name}:${value}`),
  ].join('\n');
  return createHmac('sha256', Buffer.from(key, 'base64')).update(text).digest('base64');
}
