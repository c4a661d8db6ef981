import { QueueServiceClient } from '@azure/storage-queue';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHost } from '../../../local/host/start-host.ts';
import { type Stack, startStack } from '../../../local/stack/start-stack.ts';
import { fixture } from '../host/fixture-host.ts';
import { countOf, taken, until } from '../host/storage-host.ts';

describe('the local stack with a fault proxy', () => {
  let stack: Stack;
  const lines: string[] = [];
  beforeAll(async () => {
    stack = await startStack({
      appRoot: fixture('takes-messages'),
      storageFaults: true,
      settings: { QUEUE: 'work' },
      log: (line) => lines.push(line),
    });
  });
  afterAll(() => stack.stop());
  const queue = () =>
    QueueServiceClient.fromConnectionString(stack.storage.connectionString).getQueueClient('work');

  it('leads the app through the proxy, and the triggers of its host past it', async () => {
    expect(stack.hostOptions.env?.AzureWebJobsStorage).toBe(stack.storageProxy?.connectionString);
    stack.storageProxy?.faults.add({ reset: true, times: 'always' });
    await queue().create();
    await queue().sendMessage(Buffer.from('past the faults').toString('base64'));
    await until(() => taken({ lines }).length === 1);
    expect(stack.storageProxy?.calls.count()).toBe(0);
  });
  it('says how to start another host beside its own', async () => {
    const own: string[] = [];
    const other = await startHost({ ...stack.hostOptions, log: (line) => own.push(line) });
    const numbers = Array.from({ length: 40 }, (_, n) => n);
    for (const n of numbers)
      await queue().sendMessage(Buffer.from(JSON.stringify({ n, do: 'rest' })).toString('base64'));
    await until(async () => (await countOf(queue())) === 0);
    await other.stop();
    const all = [...taken({ lines }), ...taken({ lines: own })].map(({ message }) => message.n);
    expect(all.filter((n) => n !== undefined).toSorted((a, b) => a - b)).toEqual(numbers);
  });
  it('has keys that are not in its log', () => {
    expect(lines.join('\n')).not.toContain(stack.storage.account.key);
  });
});
