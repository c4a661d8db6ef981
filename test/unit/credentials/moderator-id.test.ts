import { expect, it } from 'vitest';
import { moderatorId } from '../../../src/credentials/moderator-id.ts';

const id = '8:acs:8540c0de-899f-5cce-acb5-3ec493af3800_0e59221d-0c1d-46ae-9544-c963ce56c10b';
const signal = new AbortController().signal;
const secret = (value: string) => ({ get: async () => value, replace: async () => value });

it('is the secret, without what an editor leaves around it', async () => {
  expect(await moderatorId(secret(`${id}\n`), signal)).toBe(id);
});

it.each(['', 'nobody', '4:+14255550100', '8:orgid:0e59221d-0c1d-46ae-9544-c963ce56c10b'])(
  'cannot be %j, since only a user of ACS can act',
  async (value) => {
    await expect(moderatorId(secret(value), signal)).rejects.toMatchObject({
      code: 'UnusableModeratorId',
      retryable: true,
      hint: expect.stringContaining('8:acs:'),
    });
  },
);
