import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inflate } from '../../../src/http/inflate.ts';

const mib = 1024 * 1024;

describe('a body', () => {
  it.each([null, '', 'identity', 'Identity'])('stays as it is with Content-Encoding %j', async (coding) => {
    const body = Buffer.from('{}');
    expect(await inflate(body, coding)).toBe(body);
  });

  it.each(['gzip', 'GZIP', 'x-gzip', ' gzip '])('is inflated with Content-Encoding %j', async (coding) => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 500 }), async (bytes) => {
        expect(Buffer.from(await inflate(gzipSync(bytes), coding))).toEqual(Buffer.from(bytes));
      }),
      { numRuns: 20 },
    );
  });

  it.each(['br', 'deflate', 'gzip, gzip', 'gzip;q=1', 'zip'])(
    'is turned away with Content-Encoding %j',
    async (coding) => {
      await expect(inflate(gzipSync('{}'), coding)).rejects.toMatchObject({
        problem: 'unsupported-encoding',
      });
    },
  );

  it.each([
    ['no gzip', Buffer.from('{"id":1}')],
    ['half of it', gzipSync('x'.repeat(1_000)).subarray(0, 20)],
    ['a wrong checksum', Buffer.concat([gzipSync('{}').subarray(0, -8), Buffer.alloc(8)])],
  ])('is turned away when it is %s', async (_what, body) => {
    await expect(inflate(body, 'gzip')).rejects.toMatchObject({ problem: 'broken-gzip' });
  });

  it('may inflate to 1 MiB and no further', async () => {
    expect((await inflate(gzipSync(Buffer.alloc(mib)), 'gzip')).byteLength).toBe(mib);
    const over = inflate(gzipSync(Buffer.alloc(mib + 1)), 'gzip');
    await expect(over).rejects.toMatchObject({ problem: 'body-too-large' });
  });

  it('that would inflate a thousandfold costs no more memory than the cap', async () => {
    const bomb = gzipSync(Buffer.alloc(256 * mib));
    expect(bomb.length).toBeLessThan(mib);
    const before = process.memoryUsage().arrayBuffers;
    await expect(inflate(bomb, 'gzip')).rejects.toMatchObject({ problem: 'body-too-large' });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * mib);
  });
});
