import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RestError, TableClient, TableServiceClient } from '@azure/data-tables';
import { QueueServiceClient } from '@azure/storage-queue';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blobClient } from '../../../local/host/storage/blob-client.ts';
import { findConnection } from '../../../local/host/storage/find-connection.ts';
import { type RunningStorage, startStorage } from '../../../local/storage/start-storage.ts';
import { connectionStringOf } from '../../../local/storage/storage-account.ts';
import { isAlive, untilGone } from '../host/fixture-host.ts';

const insecure = { allowInsecureConnection: true, retryOptions: { maxRetries: 0 } };
const tables = (connectionString: string) =>
  TableServiceClient.fromConnectionString(connectionString, insecure);
const table = (connectionString: string, name: string) =>
  TableClient.fromConnectionString(connectionString, name, insecure);
const blobs = ({ connectionString }: RunningStorage, container: string) =>
  blobClient(findConnection({ AzureWebJobsStorage: connectionString }), container);

let storage: RunningStorage;
let folder: string;
beforeAll(async () => {
  storage = await startStorage();
  folder = await mkdtemp(path.join(tmpdir(), 'storage-'));
});
afterAll(async () => {
  await storage.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('a storage account', () => {
  it('has tables, with transactions and ETags', async () => {
    const client = table(storage.connectionString, 'decisions');
    await client.createTable();
    const rows = ['event|1', 'due|2'].map((rowKey) => ({ partitionKey: 'p', rowKey, n: 1 }));
    await client.submitTransaction(rows.map((row) => ['create', row]));
    const { etag } = await client.getEntity('p', 'event|1');
    await client.updateEntity({ partitionKey: 'p', rowKey: 'event|1', n: 2 }, 'Merge', { etag });
    const again = client.updateEntity({ partitionKey: 'p', rowKey: 'event|1', n: 3 }, 'Merge', { etag });
    await expect(again).rejects.toMatchObject({ statusCode: 412 });
  });
  it('has queues', async () => {
    const queue = QueueServiceClient.fromConnectionString(storage.connectionString).getQueueClient('work');
    await queue.create();
    await queue.sendMessage('hello');
    expect((await queue.receiveMessages()).receivedMessageItems).toMatchObject([{ messageText: 'hello' }]);
  });
  it('has blobs, in a container that is made at the first write', async () => {
    const client = blobs(storage, 'things');
    expect(await client.send('GET', 'a/ü b')).toMatchObject({ status: 404 });
    const headers = { 'x-ms-blob-type': 'BlockBlob' };
    expect(await client.send('PUT', 'a/ü b', { headers, body: 'tëxt' })).toMatchObject({ status: 201 });
    expect(await client.send('GET', 'a/ü b')).toMatchObject({ status: 200, text: 'tëxt' });
    const ifNew = { ...headers, 'if-none-match': '*' };
    expect(await client.send('PUT', 'a/ü b', { headers: ifNew, body: 'new' })).toMatchObject({ status: 409 });
  });
  it('says where its services are', () => {
    const { accountName, blobUrl, queueUrl, tableUrl, connectionString } = storage;
    for (const url of [blobUrl, queueUrl, tableUrl]) {
      expect(url).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:\\d+/${accountName}$`));
      expect(connectionString).toContain(url);
    }
  });
  it('takes no key but its own', async () => {
    const key = Buffer.alloc(64, 'k').toString('base64');
    const wrong = connectionStringOf({ name: storage.accountName, key }, storage.urls);
    await expect(tables(wrong).createTable('never')).rejects.toMatchObject({ statusCode: 403 });
  });
  it('has a key of its own at each start, and knows nothing of another one beside it', async () => {
    const other = await startStorage();
    expect(other.account.key).not.toBe(storage.account.key);
    await tables(other.connectionString).createTable('there');
    const found = await Array.fromAsync(tables(storage.connectionString).listTables());
    expect(found.map(({ name }) => name)).not.toContain('there');
    await other.stop();
  });
  it('is in a process of its own, so that neither keeps the other waiting', () => {
    expect(isAlive(storage.pid ?? 0)).toBe(true);
    expect(storage.pid).not.toBe(process.pid);
  });
});

describe('a port', () => {
  it('is the one that was asked for', async () => {
    const free = net.createServer().listen(0, '127.0.0.1');
    await once(free, 'listening');
    const { port } = free.address() as net.AddressInfo;
    await expect(startStorage({ ports: { queue: port } })).rejects.toThrow(/cannot start: .*EADDRINUSE/);
    await new Promise((resolve) => free.close(resolve));
    const other = await startStorage({ ports: { queue: port } });
    expect(other.queueUrl).toBe(`http://127.0.0.1:${port}/${other.accountName}`);
    await other.stop();
  });
});

describe('a folder', () => {
  it('keeps everything from one start to the next', async () => {
    const first = await startStorage({ folder: path.join(folder, 'kept', 'here') });
    const client = table(first.connectionString, 'decisions');
    await client.createTable();
    await client.createEntity({ partitionKey: 'p', rowKey: 'r', n: 7 });
    const queue = QueueServiceClient.fromConnectionString(first.connectionString).getQueueClient('work');
    await queue.create();
    await queue.sendMessage('kept');
    await first.stop();

    const second = await startStorage({ folder: path.join(folder, 'kept', 'here') });
    expect(await table(second.connectionString, 'decisions').getEntity('p', 'r')).toMatchObject({ n: 7 });
    const again = QueueServiceClient.fromConnectionString(second.connectionString).getQueueClient('work');
    expect((await again.peekMessages()).peekedMessageItems).toMatchObject([{ messageText: 'kept' }]);
    await second.stop();
  });
  it('that is a file is said', async () => {
    const file = path.join(folder, 'a-file');
    await writeFile(file, '');
    await expect(startStorage({ folder: file })).rejects.toThrow(/EEXIST|ENOTDIR/);
  });
});

describe('the end', () => {
  it('leaves no process, nobody at the port and, without a folder, no file', async () => {
    const before = await readdir('.');
    const lines: string[] = [];
    const other = await startStorage({ log: (line) => lines.push(line) });
    await tables(other.connectionString).createTable('there');
    await other.stop();
    expect(await readdir('.')).toEqual(before);
    expect(isAlive(other.pid ?? 0)).toBe(false);
    await expect(tables(other.connectionString).createTable('late')).rejects.toThrow(RestError);
    await other.stop();
    expect(lines).toEqual([]);
  });
  it('comes with that of the process that started it, however that ends', async () => {
    const program = path.join(folder, 'parent.ts');
    const start = new URL('../../../local/storage/start-storage.ts', import.meta.url).href;
    await writeFile(
      program,
      `import { startStorage } from ${JSON.stringify(start)}; process.send((await startStorage()).pid);`,
    );
    const parent: ChildProcess = fork(program, { execArgv: [], stdio: 'ignore' });
    const [pid] = await once(parent, 'message');
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await untilGone(pid);
  });
});
