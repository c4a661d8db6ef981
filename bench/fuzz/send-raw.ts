import { connect } from 'node:net';
import type { Wire } from './write-request.ts';

/** An answer as it came. */
export interface Answer {
  readonly status: number;
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** What came of a request: an answer, none because we had left, or none at all. */
export type Came =
  | { readonly kind: 'answer'; readonly answer: Answer; readonly ms: number }
  | { readonly kind: 'left' }
  | { readonly kind: 'no answer'; readonly why: string };

/**
 * How long an answer is waited for, and how long by those who have not sent all that they announced. It is counted in
 * turns, since a process that was held up itself has not waited.
 */
const turnMs = 200;
const [patience, operatorsPatience, shortPatience] = [100, 325, 2];

/** Sends bytes over a connection of their own, and reads what comes back until it is closed. */
export async function sendRaw(port: number, { bytes, cutAfter, incomplete, takesLong }: Wire): Promise<Came> {
  const { promise, resolve } = Promise.withResolvers<Came>();
  const started = performance.now();
  const parts: Buffer[] = [];
  let failed = '';
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  const most = incomplete ? shortPatience : takesLong ? operatorsPatience : patience;
  let turns = most;
  const timer = setInterval(() => {
    turns -= 1;
    if (turns <= 0) leave(incomplete ? 'left' : 'no answer');
  }, turnMs);
  const leave = (kind: 'left' | 'no answer') => {
    clearInterval(timer);
    resolve(kind === 'left' ? { kind } : { kind, why: `nothing within ${most * turnMs} ms` });
    socket.destroy();
  };
  socket.on('data', (part) => parts.push(part));
  socket.on('error', (error) => {
    failed = error.message;
  });
  socket.on('close', () => {
    clearInterval(timer);
    const answer = readAnswer(Buffer.concat(parts));
    if (answer) resolve({ kind: 'answer', answer, ms: performance.now() - started });
    else if (incomplete) resolve({ kind: 'left' });
    else resolve({ kind: 'no answer', why: failed || 'the connection was closed' });
  });
  if (cutAfter === undefined) socket.write(bytes);
  else socket.write(bytes.subarray(0, cutAfter), () => leave('left'));
  return await promise;
}

/** Reads a whole answer, or undefined if it is none. Those that only tell to go on are passed over. */
export function readAnswer(bytes: Buffer): Answer | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  const [first = '', ...lines] = bytes.subarray(0, Math.max(0, end)).toString('latin1').split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1]);
  if (end < 0 || Number.isNaN(status)) return undefined;
  const rest = bytes.subarray(end + 4);
  if (status < 200) return readAnswer(rest);
  const headers = new Map(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  );
  // What follows the announced length is another answer, to what followed the request.
  const length = Number(headers.get('content-length') ?? rest.length);
  const body =
    headers.get('transfer-encoding') === 'chunked' ? withoutChunks(rest) : rest.subarray(0, length);
  return { status, headers, body };
}

function withoutChunks(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf('\r\n', from);
    const size = Number.parseInt(bytes.subarray(from, Math.max(from, end)).toString('latin1'), 16);
    if (end < 0 || !(size > 0)) break;
    parts.push(bytes.subarray(end + 2, end + 2 + size));
    from = end + 2 + size + 2;
  }
  return Buffer.concat(parts);
}
