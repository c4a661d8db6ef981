import { describe, expect, it } from 'vitest';
import { type FixtureHost, fixture, withApp } from './fixture-host.ts';
import { countOf, storageUnderTest, taken, textsIn, until } from './storage-host.ts';

const under = storageUnderTest();
const app = 'takes-messages';
const base64 = (text: string) => Buffer.from(text).toString('base64');
const counts = (host: FixtureHost) => taken(host).map(({ triggerMetadata }) => triggerMetadata.dequeueCount);

/** The fixture under another host.json. */
const withQueues = (queues: object, use: (appRoot: string) => Promise<void>) =>
  withApp(
    {
      'index.js': `import ${JSON.stringify(`${fixture(app)}/index.js`)};`,
      'host.json': JSON.stringify({ version: '2.0', extensions: { queues } }),
    },
    use,
  );

describe('a message whose function fails', () => {
  it('comes again five times in all, then goes to the poison queue as it was', async () => {
    const { client, poison, send } = await under.queue();
    const host = await under.start(app, { env: { QUEUE: client.name } });
    await send({ do: 'fail' });
    await until(async () => (await textsIn(poison)).length === 1);
    expect(counts(host)).toEqual([1, 2, 3, 4, 5]);
    expect(await textsIn(poison)).toEqual([base64('{"do":"fail"}')]);
    await until(async () => (await countOf(client)) === 0);
    await host.line(
      /\[warning\] take: Message \S+ was dequeued 5 times .* goes to the queue work-\S+-poison/,
    );
  });
  it('comes as often as maxDequeueCount says', () =>
    withQueues({ maxDequeueCount: 2, maxPollingInterval: '00:00:00.1' }, async (appRoot) => {
      const { client, poison, send } = await under.queue();
      const host = await under.start(appRoot, { env: { QUEUE: client.name } });
      await send({ do: 'fail' });
      await until(async () => (await textsIn(poison)).length === 1);
      expect(counts(host)).toEqual([1, 2]);
      await host.stop();
    }));
  it('waits for visibilityTimeout before it comes again', () =>
    withQueues({ visibilityTimeout: '01:00:00' }, async (appRoot) => {
      const { client, send } = await under.queue();
      const host = await under.start(appRoot, { env: { QUEUE: client.name }, watched: true });
      await send({ do: 'fail' });
      await until(() => under.proxy.calls.count({ operation: 'queue.update', status: 204 }) === 1);
      const [released] = under.proxy.calls.list({ operation: 'queue.update' });
      expect(released?.path).toMatch(/visibilitytimeout=3600\b/);
      expect([await textsIn(client), await countOf(client)]).toEqual([[], 1]);
      expect(counts(host)).toEqual([1]);
      await host.stop();
    }));
  it('comes again when its worker dies of it, until it is given up', () =>
    withQueues({ maxDequeueCount: 2, maxPollingInterval: '00:00:00.1' }, async (appRoot) => {
      const { client, poison, send } = await under.queue();
      const host = await under.start(appRoot, { env: { QUEUE: client.name } });
      await send({ do: 'die' });
      await until(async () => (await textsIn(poison)).length === 1);
      await send('the next');
      await host.line(/done with the next/);
      expect(host.lines.filter((line) => line.includes('exited with code 7')).length).toBeGreaterThan(1);
      await host.stop();
    }));
});

describe('a message that an earlier host dequeued too often', () => {
  it('goes to the poison queue without a run', async () => {
    const { client, poison, send } = await under.queue();
    await send('once too often');
    for (let n = 1; n <= 5; n++) {
      const { receivedMessageItems } = await client.receiveMessages();
      const [{ messageId = '', popReceipt = '' } = {}] = receivedMessageItems;
      await client.updateMessage(messageId, popReceipt, undefined, 0);
    }
    const host = await under.start(app, { env: { QUEUE: client.name } });
    await until(async () => (await textsIn(poison)).length === 1);
    expect(taken(host)).toEqual([]);
    await until(async () => (await countOf(client)) === 0);
  });
});

describe('a message that is not base64', () => {
  it.each(['{"id":"plain json"}', 'YQ', 'Ä', 'YWJj YWJj'])(
    '%s goes to the poison queue without a run',
    async (text) => {
      const { client, poison } = await under.queue();
      const host = await under.start(app, { env: { QUEUE: client.name } });
      await client.sendMessage(text);
      await until(async () => (await textsIn(poison)).length === 1);
      expect(await textsIn(poison)).toEqual([text]);
      expect(taken(host)).toEqual([]);
      await host.line(/\[error\] take: Message \S+ is not base64/);
    },
  );
  it('does not hold up the ones behind it', async () => {
    const { client, send } = await under.queue();
    const host = await under.start(app, { env: { QUEUE: client.name } });
    await client.sendMessage('!');
    await send('behind');
    await host.line(/done with behind/);
  });
});

describe('a poison queue', () => {
  it('that a function listens to has none of its own: a message that fails stays invisible', async () => {
    const { poison } = await under.queue();
    await poison.create();
    const host = await under.start(app, { env: { QUEUE: poison.name }, watched: true });
    await poison.sendMessage(base64('{"do":"fail"}'));
    await host.line(/Executed 'Functions.take' \(Failed/);
    await host.stop();
    expect([await textsIn(poison), await countOf(poison)]).toEqual([[], 1]);
    expect(under.proxy.calls.list({ operation: 'queue.update' })).toEqual([]);
  });
});

describe('a fault of the storage', () => {
  it('at the delete leaves the message, and the host goes on', async () => {
    const { client, send } = await under.queue();
    under.proxy.faults.add({ match: { operation: 'queue.delete' }, status: 500, times: 2 });
    const host = await under.start(app, { env: { QUEUE: client.name }, watched: true });
    await send('first');
    await host.line(/\[error\] take: Message \S+ is left as it is/);
    await send('second');
    await host.line(/done with second/);
    await host.stop();
    expect(await countOf(client)).toBe(1);
  });
  it('at a dequeue whose answer is lost loses no message: it comes when it is visible again', async () => {
    const { client, send } = await under.queue();
    await send('seen twice by the storage');
    under.proxy.faults.add({ match: { operation: 'queue.get' }, when: 'after', reset: true });
    const host = await under.start(app, {
      env: { QUEUE: client.name },
      watched: true,
      queueInvisibleMs: 1_000,
    });
    await host.line(/done with seen twice/);
    expect(counts(host)).toEqual([2]);
  });
});
