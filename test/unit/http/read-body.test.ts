import { HttpRequest } from '@azure/functions';
import { describe, expect, it } from 'vitest';
import { readBody } from '../../../src/http/read-body.ts';

const patient = new AbortController().signal;
const post = (body: string, headers: Record<string, string> = {}) =>
  new HttpRequest({ method: 'POST', url: 'http://localhost/', body: { string: body }, headers });

describe('a body', () => {
  it('is read byte for byte', async () => {
    expect(Buffer.from(await readBody(post(' {"a":1}\r\n'), patient)).toString()).toBe(' {"a":1}\r\n');
  });

  it('that is empty is none', async () => {
    await expect(readBody(post(''), patient)).rejects.toMatchObject({ problem: 'empty-body' });
  });

  it('that is announced as too large is not begun', async () => {
    const request = post('x', { 'content-length': `${1024 * 1024 + 1}` });
    await expect(readBody(request, patient)).rejects.toMatchObject({ problem: 'body-too-large' });
    expect(request.bodyUsed).toBe(false);
  });

  it('that nobody came to read in time is not its sender’s fault', async () => {
    await expect(readBody(post('{}'), AbortSignal.abort())).rejects.toMatchObject({
      problem: 'internal-fault',
    });
  });
});
