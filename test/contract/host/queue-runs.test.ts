import { describe, expect, it } from 'vitest';
import { withApp } from './fixture-host.ts';
import { countOf, storageUnderTest, taken, textsIn, until } from './storage-host.ts';

const under = storageUnderTest();
const app = 'takes-messages';
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('a message', () => {
  it('runs the function once, with its text, and is deleted', async () => {
    const { client, send } = await under.queue();
    const host = await under.start(app, { env: { QUEUE: client.name } });
    await send('hello');
    await host.line(/Executed 'Functions.take' \(Succeeded/);
    await until(async () => (await countOf(client)) === 0);
    expect(taken(host).map(({ message }) => message)).toEqual(['hello']);
  });
  it('that is JSON reaches the function parsed', async () => {
    const { client, send } = await under.queue();
    const host = await under.start(app, { env: { QUEUE: client.name } });
    for (const message of [{ n: 7 }, '123', 'ünï → 🎈']) await send(message);
    await until(() => taken(host).length === 3);
    expect(taken(host).map(({ message }) => message)).toEqual(
      expect.arrayContaining([{ n: 7 }, 123, 'ünï → 🎈']),
    );
  });
  it('comes with its metadata, invisible to others for ten minutes', async () => {
    const { client, send } = await under.queue();
    const host = await under.start(app, { env: { QUEUE: client.name } });
    await send('one');
    await host.line(/done with one/);
    const [{ triggerMetadata: metadata }] = taken(host);
    expect(Object.keys(metadata).sort()).toEqual([
      'dequeueCount',
      'expirationTime',
      'id',
      'insertionTime',
      'nextVisibleTime',
      'popReceipt',
      'queueTrigger',
    ]);
    expect(metadata).toMatchObject({ queueTrigger: 'one', dequeueCount: 1 });
    const invisible = Date.parse(metadata.nextVisibleTime) - Date.parse(metadata.insertionTime);
    expect(invisible).toBeGreaterThanOrEqual(600_000);
    expect(Date.parse(metadata.expirationTime) - Date.parse(metadata.insertionTime)).toBe(7 * 86_400_000);
  });
  it('stays invisible for as long as the function runs, and is deleted by its newest receipt', async () => {
    const { client, send } = await under.queue();
    const host = await under.start(app, {
      env: { QUEUE: client.name },
      watched: true,
      queueInvisibleMs: 1_000,
    });
    await send({ n: 1, do: 'hold' });
    await until(() => under.proxy.calls.count({ operation: 'queue.update', status: 204 }) >= 3);
    expect(taken(host)).toHaveLength(1);
    await fetch(`${host.url}/api/go`);
    await host.line(/done with 1/);
    await until(async () => (await countOf(client)) === 0);
    expect(taken(host)).toHaveLength(1);
  });
});

describe('a queue', () => {
  it('that does not exist is waited for, and not made', async () => {
    const { client, send } = await under.queue('missing');
    const host = await under.start(app, { env: { QUEUE: client.name }, watched: true });
    await until(() => under.proxy.calls.count({ operation: 'queue.get', status: 404 }) >= 2);
    expect(await client.exists()).toBe(false);
    await client.create();
    await send('at last');
    await host.line(/done with at last/);
    expect(host.lines.filter((line) => line.includes('cannot be read'))).toEqual([]);
  });
  it('that cannot be read is said once, and read on as soon as it can', async () => {
    const { client, send } = await under.queue();
    under.proxy.faults.add({ match: { operation: 'queue.get' }, status: 503, times: 9 });
    const host = await under.start(app, { env: { QUEUE: client.name }, watched: true });
    await send('after the fault');
    await host.line(/done with after the fault/);
    expect(host.lines.filter((line) => line.includes('cannot be read'))).toHaveLength(1);
  });
  it('is found by a connection of another name, with or without the prefix AzureWebJobs', async () => {
    for (const setting of ['Elsewhere', 'AzureWebJobsElsewhere']) {
      const { client, send } = await under.queue();
      const { connectionString } = under.storage;
      const env = { QUEUE: client.name, CONNECTION: 'Elsewhere', [setting]: connectionString };
      const host = await under.start(app, { env: { ...env, AzureWebJobsStorage: 'not used' } });
      await send('there');
      await host.line(/done with there/);
    }
  });
  it('of messages that are not base64 is read with messageEncoding none', async () => {
    const { client } = await under.queue();
    const code = `import { app } from '@azure/functions';
      app.storageQueue('take', { queueName: '${client.name.toUpperCase()}', connection: '',
        handler: (message, context) => context.log('took ' + JSON.stringify({ message })) });`;
    const hostJson = '{ "version": "2.0", "extensions": { "queues": { "messageEncoding": "None" } } }';
    await withApp({ 'index.js': code, 'host.json': hostJson }, async (appRoot) => {
      const host = await under.start(appRoot);
      await client.sendMessage('plain <text>');
      await host.line(/took .*plain <text>/);
      await client.sendMessage(base64('left as it is'));
      await host.line(new RegExp(`took .*${base64('left as it is')}`));
      await host.stop();
    });
  });
});

describe('a function that cannot listen', () => {
  const problems: [string, Record<string, string>, RegExp][] = [
    ['has no connection string', { QUEUE: 'q', AzureWebJobsStorage: '' }, /no setting AzureWebJobsStorage/],
    ['names a setting that is missing', {}, /no setting QUEUE/],
    [
      'has a connection by identity',
      { QUEUE: 'q', AzureWebJobsStorage: '', AzureWebJobsStorage__queueServiceUri: 'https://q' },
      /by identity, and this host takes connection strings only/,
    ],
  ];
  it.each(problems)('because it %s is said to be disabled; the others work', async (_why, env, says) => {
    const host = await under.start(app, { env });
    expect(host.errors).toEqual([expect.stringMatching(says)]);
    expect(host.functions.find(({ name }) => name === 'take')).toMatchObject({ disabled: true });
    expect((await fetch(`${host.url}/api/go`)).status).toBe(204);
  });
  it('because host.json is wrong of queues stops the whole host', () =>
    withApp(
      {
        'index.js': `import { app } from '@azure/functions';
          app.storageQueue('take', { queueName: 'q', connection: 'AzureWebJobsStorage', handler() {} });`,
        'host.json': '{ "version": "2.0", "extensions": { "queues": { "batchSize": 33 } } }',
      },
      async (appRoot) => {
        const host = await under.start(appRoot);
        expect([host.state, host.errors]).toEqual([
          'Error',
          ['host.json: extensions.queues.batchSize must be 1 to 32.'],
        ]);
        await host.stop();
      },
    ));
  it('because a setting switches it off leaves its messages alone', async () => {
    const { client, send } = await under.queue();
    const env = { QUEUE: client.name, 'AzureWebJobs.take.Disabled': 'true' };
    const host = await under.start(app, { env, watched: true });
    await send('nobody wants me');
    expect(host.functions.find(({ name }) => name === 'take')).toMatchObject({ disabled: true });
    expect(host.errors).toEqual([]);
    await host.stop();
    expect(under.proxy.calls.list()).toEqual([]);
    expect(await textsIn(client)).toEqual([base64('nobody wants me')]);
  });
});
