import { describe, expect, it } from 'vitest';
import { awaitRole } from '../../../infra/hooks/await-role.ts';

function waiting(results: (() => Promise<string>)[]) {
  const lines: string[] = [];
  let now = 0;
  const clock = {
    monotonic: () => now,
    sleep: async (ms: number) => {
      now += ms;
    },
  };
  const act = () =>
    (results.length > 1 ? results.shift() : results[0])?.() ?? Promise.reject(new Error('none'));
  return {
    lines,
    waited: () => now,
    done: awaitRole(act, { clock, print: (line) => void lines.push(line) }),
  };
}
const granted = () => Promise.resolve('granted');
const refused =
  (statusCode: number, code = 'ForbiddenByRbac') =>
  () =>
    Promise.reject(Object.assign(new Error(), { statusCode, code }));

describe('waiting for a role', () => {
  it('says nothing where there is nothing to wait for', async () => {
    const { done, lines } = waiting([granted]);
    expect(await done).toBe('granted');
    expect(lines).toEqual([]);
  });

  it('tries again while it is forbidden, and tells how long it has been', async () => {
    const { done, lines, waited } = waiting([refused(403), refused(403), granted]);
    expect(await done).toBe('granted');
    expect(lines).toEqual([
      'Your role on the vault has not taken effect yet; 0 s of at most 300.',
      'Your role on the vault has not taken effect yet; 10 s of at most 300.',
    ]);
    expect(waited()).toBe(20_000);
  });

  it('ends after five minutes with the last refusal', async () => {
    const { done, waited } = waiting([refused(403)]);
    await expect(done).rejects.toMatchObject({ statusCode: 403 });
    expect(waited()).toBe(300_000);
  });

  it.each([
    [401, 'Unauthorized'],
    [404, 'SecretNotFound'],
    [409, 'Conflict'],
    [403, 'ForbiddenByConnection'],
    [403, 'ForbiddenByFirewall'],
    [403, 'SecretDisabled'],
  ])('does not wait for a %i %s, which does not pass', async (status, code) => {
    const { done, lines } = waiting([refused(status, code), granted]);
    await expect(done).rejects.toMatchObject({ code });
    expect(lines).toEqual([]);
  });
});
