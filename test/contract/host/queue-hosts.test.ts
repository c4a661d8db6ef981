import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { startCli } from './cli-host.ts';
import { fixture, withApp } from './fixture-host.ts';
import { countOf, letGo, storageUnderTest, taken, textsIn, until } from './storage-host.ts';

const under = storageUnderTest();
const app = 'takes-messages';
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

describe('several hosts on one queue', () => {
  it('run each message once between them', async () => {
    const { client, send } = await under.queue();
    const options = { env: { QUEUE: client.name } };
    const hosts = [await under.start(app, options), await under.start(app, options)];
    await Promise.all(numbers(60).map((n) => send({ n })));
    await until(async () => (await countOf(client)) === 0);
    await Promise.all(hosts.map((host) => host.stop()));
    const done = hosts.flatMap((host) => taken(host).map(({ message }) => message.n));
    expect(done.toSorted((a, b) => a - b)).toEqual(numbers(60));
  });
});

describe('at once', () => {
  const holding = (queues: object, use: (appRoot: string) => Promise<void>) =>
    withApp(
      {
        'index.js': `import { app } from '@azure/functions';
          const go = Promise.withResolvers();
          app.storageQueue('take', { queueName: '%QUEUE%', connection: 'AzureWebJobsStorage',
            handler: async (message, context) => { context.log('took {}'); await go.promise; } });
          app.http('go', { authLevel: 'anonymous', handler: () => { go.resolve(); return {}; } });`,
        'host.json': JSON.stringify({ version: '2.0', extensions: { queues } }),
      },
      use,
    );
  it.each([
    ['a batch of 16, and no other while more than 8 run', {}, [16]],
    [
      'a batch of another size, while more run than the threshold',
      { batchSize: 4, newBatchThreshold: 1 },
      [4],
    ],
    ['one message, if so wanted', { batchSize: 1, newBatchThreshold: 0 }, [1]],
    [
      'as many as batches bring while the threshold is not passed',
      { batchSize: 2, newBatchThreshold: 5 },
      [2, 2, 2],
    ],
  ])('%s', async (_what, queues, batches) => {
    const { client, send } = await under.queue();
    await Promise.all(numbers(20).map((n) => send({ n })));
    const running = batches.reduce((sum, batch) => sum + batch, 0);
    await holding({ maxPollingInterval: '00:00:00.1', ...queues }, async (appRoot) => {
      const host = await under.start(appRoot, { env: { QUEUE: client.name }, watched: true });
      await until(() => taken(host).length >= running);
      // Nothing asks for more while these are held: so the count of calls is final.
      const asked = under.proxy.calls.list({ operation: 'queue.get' });
      expect(taken(host)).toHaveLength(running);
      expect((await textsIn(client)).length).toBe(20 - running);
      expect(asked.length).toBe(batches.length);
      await letGo(host);
      await until(async () => (await countOf(client)) === 0);
      await host.stop();
    });
  });
});

describe('a host that stops', () => {
  it('lets functions end and deletes their messages, and takes no more', () =>
    withApp(
      {
        'index.js': `import ${JSON.stringify(`${fixture(app)}/index.js`)};`,
        'host.json': JSON.stringify({
          version: '2.0',
          extensions: { queues: { batchSize: 1, newBatchThreshold: 0 } },
        }),
      },
      async (appRoot) => {
        const { client, send } = await under.queue();
        const file = path.join(appRoot, 'let-go');
        await send({ n: 1, do: 'waitFor', file });
        await send('next in line');
        const host = await under.start(appRoot, { env: { QUEUE: client.name } });
        await until(() => taken(host).length === 1);
        const stopped = host.stop();
        await writeFile(file, '');
        await stopped;
        expect(taken(host)).toHaveLength(1);
        expect(host.lines.some((line) => line.includes('done with 1'))).toBe(true);
        expect([(await textsIn(client)).length, await countOf(client)]).toEqual([1, 1]);
      },
    ));
  it('after its cap leaves the message as a killed host does', async () => {
    const { client, send } = await under.queue();
    const host = await under.start(app, { env: { QUEUE: client.name }, drainMs: 50 });
    await send({ n: 1, do: 'hold' });
    await until(() => taken(host).length === 1);
    await host.stop();
    expect([await textsIn(client), await countOf(client)]).toEqual([[], 1]);
  });
});

describe('a host that is killed', () => {
  it('leaves its message invisible; the next host runs it once its ten minutes are over', async () => {
    const { client, send } = await under.queue();
    const killed = await startCli(app, { env: under.settings({ QUEUE: client.name }) });
    await send({ n: 1, do: 'hold' });
    await killed.said(/took .*\n/);
    await killed.kill();
    const [{ triggerMetadata: first }] = taken(killed);
    const invisible = Date.parse(first.nextVisibleTime) - Date.parse(first.insertionTime);
    expect(invisible).toBeGreaterThanOrEqual(600_000);
    expect([await textsIn(client), await countOf(client)]).toEqual([[], 1]);

    const host = await under.start(app, { env: { QUEUE: client.name } });
    // What ten minutes do, at once.
    await client.updateMessage(first.id, first.popReceipt, undefined, 0);
    await until(() => taken(host).length === 1);
    expect(taken(host)[0]).toMatchObject({ message: { n: 1 }, triggerMetadata: { dequeueCount: 2 } });
    await letGo(host);
    await until(async () => (await countOf(client)) === 0);
  });
});

describe('POST /admin/functions/{name}', () => {
  it.each([{}, { 'AzureWebJobs.take.Disabled': '1' }])(
    'runs the function with the input, with settings %o',
    async (more) => {
      const { client } = await under.queue();
      const host = await under.start(app, { env: { QUEUE: client.name, ...more } });
      const answer = await fetch(`${host.url}/admin/functions/take`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-functions-key': host.keys.master },
        body: JSON.stringify({ input: '{"n":9}' }),
      });
      expect([answer.status, await answer.text()]).toEqual([202, '']);
      await host.line(/done with 9/);
      expect(taken(host)).toEqual([{ message: { n: 9 }, triggerMetadata: { queueTrigger: { n: 9 } } }]);
    },
  );
  it('is 202 too if the function fails', async () => {
    const { client } = await under.queue();
    const host = await under.start(app, { env: { QUEUE: client.name } });
    const answer = await fetch(`${host.url}/admin/functions/take?code=${host.keys.master}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"input":"{\\"do\\":\\"fail\\"}"}',
    });
    expect(answer.status).toBe(202);
    await host.line(/Executed 'Functions.take' \(Failed/);
  });
});
