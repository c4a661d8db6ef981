import { describe, expect, it } from 'vitest';
import { draftOf } from '../../../../bench/fuzz/draft.ts';
import { readAnswer } from '../../../../bench/fuzz/send-raw.ts';
import { writeRequest } from '../../../../bench/fuzz/write-request.ts';

const keys = { events: 'key of events', operator: 'key of operators' };
const body = Buffer.from('{"a":1}');
const written = (rest: Parameters<typeof draftOf>[1]) => writeRequest(draftOf('x', { body, ...rest }), keys);

describe('a request on the wire', () => {
  it('is HTTP/1.1, as its draft says', () => {
    const { bytes, incomplete, cutAfter } = written({ headers: [['a', 'b']] });
    expect(bytes.toString()).toBe(
      'POST /api/events HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nx-functions-key: key of events\r\na: b\r\nContent-Length: 7\r\n\r\n{"a":1}',
    );
    expect([incomplete, cutAfter]).toEqual([false, undefined]);
  });

  it('goes in chunks', () => {
    const { bytes } = written({ transfer: { kind: 'chunked', sizes: [1, 5] } });
    expect(bytes.toString()).toMatch(
      /Transfer-Encoding: chunked\r\n\r\n1\r\n\{\r\n5\r\n"a":1\r\n1\r\n\}\r\n0\r\n\r\n$/,
    );
  });

  it('is incomplete where more is announced than comes, and cut where it is to be', () => {
    const lying = written({ transfer: { kind: 'lying', by: 3 } });
    expect([lying.incomplete, lying.bytes.includes('Content-Length: 10')]).toEqual([true, true]);
    const { bytes, cutAfter } = written({ transfer: { kind: 'cut', after: 0.5 } });
    expect(cutAfter).toBe(Math.floor(bytes.length / 2));
  });

  it('has its key where it is said to be', () => {
    expect(written({ key: 'in the query' }).bytes.toString()).toContain(
      'POST /api/events?code=key%20of%20events HTTP',
    );
    expect(written({ key: 'operator' }).bytes.toString()).toContain('x-functions-key: key of operators');
    expect(written({ key: 'none' }).bytes.toString()).not.toContain('key');
  });

  it('is what it is where it is no HTTP', () => {
    expect(written({ transfer: { kind: 'raw' } }).bytes).toEqual(body);
  });
});

describe('an answer off the wire', () => {
  const read = (text: string) => readAnswer(Buffer.from(text));

  it('is read with its headers and its body', () => {
    const answer = read('HTTP/1.1 200 OK\r\nContent-Type: a/b\r\n\r\nhello');
    expect([answer?.status, answer?.headers.get('content-type'), answer?.body.toString()]).toEqual([
      200,
      'a/b',
      'hello',
    ]);
  });

  it('is put together from its chunks', () => {
    const answer = read(
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n',
    );
    expect(answer?.body.toString()).toBe('hello');
  });

  it('ends where it says, whatever follows', () => {
    const answer = read(
      'HTTP/1.1 431 Too Large\r\nContent-Length: 0\r\n\r\nHTTP/1.1 400 Bad Request\r\n\r\n',
    );
    expect([answer?.status, answer?.body.length]).toEqual([431, 0]);
  });

  it('is the one after those that only tell to go on', () => {
    expect(read('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 Not Found\r\n\r\n')?.status).toBe(404);
  });

  it.each(['', 'HTTP/1.1 200 OK\r\nContent-', 'nonsense\r\n\r\n'])(
    'is none where it is not whole: %j',
    (text) => {
      expect(read(text)).toBeUndefined();
    },
  );
});
