import { describe, expect, test, vi } from 'vitest';
import { startAzure } from '../../../local/azure/start-azure.ts';
import { removal } from './removal.ts';
import { useAzure } from './start.ts';

const given = useAzure();
const REMOVE = { operation: 'chat.removeParticipant' };
const lastCall = () => given.azure.calls.list(REMOVE).at(-1);

describe('a connection on demand', () => {
  test.each(['before', 'after'] as const)('is reset, %s the effect', async (when) => {
    const { remove, isIn } = removal(given.azure);
    given.azure.faults.add({ match: REMOVE, reset: true, when });
    await expect(remove()).rejects.toThrow(/fetch failed/);
    expect(isIn()).toBe(when === 'before');
    expect(lastCall()).toMatchObject({ fault: 'reset' });
    expect(lastCall()?.status).toBeUndefined();
  });

  test.each(['before', 'after'] as const)(
    'is reset in the middle of the body, %s the effect',
    async (when) => {
      const { remove, isIn } = removal(given.azure);
      given.azure.faults.add({ match: REMOVE, reset: 'mid-body', when });
      await expect(remove()).rejects.toThrow(/terminated/);
      expect(isIn()).toBe(when === 'before');
    },
  );

  test('is cut in the middle of an error, whose status has come', async () => {
    const { remove } = removal(given.azure);
    given.azure.faults.add({ match: REMOVE, reset: 'mid-body', status: 503 });
    await expect(remove()).rejects.toThrow(/terminated/);
    expect(lastCall()).toMatchObject({ fault: 'reset-mid-body', status: 503 });
  });

  test('hangs until the caller gives up', async () => {
    const { remove, isIn } = removal(given.azure);
    const patience = new AbortController();
    given.azure.faults.add({ match: REMOVE, hang: true });
    const hanging = remove({ signal: patience.signal });
    await vi.waitFor(() => expect(lastCall()).toMatchObject({ fault: 'hang' }), { timeout: 10_000 });
    patience.abort();
    await expect(hanging).rejects.toThrow(/abort/);
    expect(isIn()).toBe(true);
  });

  test.each(['before', 'after'] as const)('is slow, %s the effect, and then as usual', async (when) => {
    const { remove, isIn } = removal(given.azure);
    given.azure.faults.add({ match: REMOVE, delayMs: 20, when });
    expect((await remove()).status).toBe(204);
    expect(isIn()).toBe(false);
    expect(lastCall()).toMatchObject({ fault: 'delay', status: 204 });
  });

  test('a stop ends what hangs and what waits', async () => {
    const azure = await startAzure();
    azure.faults.add({ match: { secret: 'one' }, hang: true });
    azure.faults.add({ match: { secret: 'two' }, delayMs: 3_600_000 });
    const open = ['one', 'two'].map((name) =>
      fetch(`${azure.vaultUrl}/secrets/${name}`).then(
        () => 'answered',
        () => 'ended',
      ),
    );
    await vi.waitFor(() => expect(azure.calls.count()).toBe(2), { timeout: 10_000 });
    await azure.stop();
    expect(await Promise.all(open)).toEqual(['ended', 'ended']);
  });
});
