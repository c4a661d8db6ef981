import http from 'node:http';

export type Answer = {
  status: number;
  headers: http.IncomingHttpHeaders;
  bytes: Buffer;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test says itself what it expects
  json: any;
};

export type Call = {
  method?: string;
  headers?: http.OutgoingHttpHeaders;
  /** Several parts are sent chunked, one with its length. */
  body?: string | Buffer | (string | Buffer)[];
};

/** Calls a host on a connection of its own. `path` is sent exactly as it is, which `fetch` would not do. */
export async function call(host: { port: number }, path: string, request: Call = {}): Promise<Answer> {
  const { method = 'GET', headers = {}, body } = request;
  const { promise, resolve, reject } = Promise.withResolvers<http.IncomingMessage>();
  const length =
    body === undefined || Array.isArray(body) ? {} : { 'content-length': Buffer.byteLength(body) };
  const sent = http.request({
    host: '127.0.0.1',
    port: host.port,
    path,
    method,
    headers: { ...length, ...headers },
    agent: false,
  });
  sent.on('response', resolve);
  sent.on('error', reject);
  for (const part of Array.isArray(body) ? body : []) sent.write(part);
  sent.end(Array.isArray(body) ? undefined : body);

  const answer = await promise;
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part);
  const bytes = Buffer.concat(parts);
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    bytes,
    text: bytes.toString(),
    get json() {
      return JSON.parse(bytes.toString());
    },
  };
}
