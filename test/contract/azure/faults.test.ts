import { describe, expect, test } from 'vitest';
import { call } from './call.ts';
import { removal } from './removal.ts';
import { useAzure } from './start.ts';

const given = useAzure();
const REMOVE = { operation: 'chat.removeParticipant' };
const lastCall = () => given.azure.calls.list(REMOVE).at(-1);

describe('a status on demand', () => {
  test('comes once, before anything happens, with the usual body', async () => {
    const { remove, isIn } = removal(given.azure);
    const fault = given.azure.faults.add({ match: REMOVE, status: 503 });
    const { status, json } = await remove();
    expect([status, json.error.code, isIn()]).toEqual([503, 'ServiceUnavailable', true]);
    expect(lastCall()).toMatchObject({ status: 503, fault: 'status' });
    expect((await remove()).status).toBe(204);
    expect([fault.hits, isIn()]).toEqual([1, false]);
  });

  test('comes as often as wanted, or always, until it is taken back', async () => {
    const { remove } = removal(given.azure);
    given.azure.faults.add({ match: REMOVE, status: 503, times: 2 });
    expect([(await remove()).status, (await remove()).status, (await remove()).status]).toEqual([
      503, 503, 204,
    ]);
    const always = given.azure.faults.add({ match: REMOVE, status: 500, times: 'always' });
    for (let i = 0; i < 5; i++) expect((await remove()).status).toBe(500);
    always.remove();
    expect((await remove()).status).toBe(204);
  });

  test('can let some calls through first', async () => {
    const { remove } = removal(given.azure);
    given.azure.faults.add({ match: REMOVE, status: 503, skip: 2 });
    const seen = [await remove(), await remove(), await remove(), await remove()].map(({ status }) => status);
    expect(seen).toEqual([204, 204, 503, 204]);
  });

  test('can come after the effect, whose answer is lost', async () => {
    const { remove, isIn } = removal(given.azure);
    given.azure.faults.add({ match: REMOVE, status: 503, when: 'after' });
    expect((await remove()).status).toBe(503);
    expect(isIn()).toBe(false);
    expect(lastCall()).toMatchObject({ status: 503, hiddenStatus: 204 });
  });

  test('brings headers', async () => {
    const { remove } = removal(given.azure);
    given.azure.faults.add({ match: REMOVE, status: 429, headers: { 'Retry-After': '7' } });
    const { headers, json } = await remove();
    expect([headers.get('retry-after'), json.error.code]).toEqual(['7', 'TooManyRequests']);
    given.azure.faults.add({ match: REMOVE, when: 'after', headers: { 'x-odd': 'yes' } });
    expect((await remove()).headers.get('x-odd')).toBe('yes');
  });

  const bodies: Array<[string, unknown, string | null, string]> = [
    ['empty', '', null, ''],
    ['HTML', '<html>Bad gateway</html>', 'text/html', '<html>Bad gateway</html>'],
    ['plain text', 'Oops', 'text/plain; charset=utf-8', 'Oops'],
    [
      'capitalised',
      { Code: 'X', Message: 'm', InnerErrors: [] },
      'application/json; charset=utf-8',
      '{"Code":"X","Message":"m","InnerErrors":[]}',
    ],
    ['wrapped', { CommunicationError: {} }, 'application/json; charset=utf-8', '{"CommunicationError":{}}'],
    ['JSON cut off', '{"error":{"co', 'text/plain; charset=utf-8', '{"error":{"co'],
  ];
  test.each(bodies)('can have a body that is %s', async (_name, body, type, text) => {
    const { remove } = removal(given.azure);
    given.azure.faults.add({ match: REMOVE, status: 400, body });
    const reply = await remove();
    expect([reply.status, reply.headers.get('content-type'), reply.text]).toEqual([400, type, text]);
  });

  test.each([200, 202, 204, 302, 418])('can be %d', async (status) => {
    const { remove, isIn } = removal(given.azure);
    given.azure.faults.add({ match: REMOVE, status });
    expect((await remove()).status).toBe(status);
    expect(isIn()).toBe(true);
  });
});

describe('which calls a fault meets', () => {
  test('only those of its thread, participant or actor', async () => {
    const [one, two] = [removal(given.azure), removal(given.azure)];
    for (const match of [
      { threadId: one.threadId },
      { ...REMOVE, participant: one.offender },
      { threadId: one.threadId, actor: given.azure.moderatorId },
    ]) {
      given.azure.faults.add({ match, status: 503 });
      expect((await two.remove()).status).toBe(204);
      expect((await one.remove()).status).toBe(503);
    }
  });

  test('those of one secret, of a whole service, or all', async () => {
    const read = async (name: string) =>
      (await call(`${given.azure.vaultUrl}/secrets/${name}?api-version=7.6`)).status;
    given.azure.faults.add({ match: { secret: 'one' }, status: 500, times: 'always' });
    expect([await read('one'), await read('two')]).toEqual([500, 401]);
    given.azure.faults.add({ match: { service: 'key-vault' }, status: 502, times: 'always' });
    expect([await read('one'), await read('two')]).toEqual([500, 502]);
    given.azure.faults.clear();
    given.azure.faults.add({ status: 504 });
    expect([await read('one'), await read('one')]).toEqual([504, 401]);
    expect(given.azure.faults.list()).toMatchObject([{ status: 504, hits: 1 }]);
  });
});
