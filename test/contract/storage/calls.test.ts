import { describe, expect, it } from 'vitest';
import { blobClient } from '../../../local/host/storage/blob-client.ts';
import { findConnection } from '../../../local/host/storage/find-connection.ts';
import { nameOperation, type RequestLine } from '../../../local/storage/name-operation.ts';
import { proxied } from './proxied.ts';

const under = proxied();
const operations = () => under.proxy.calls.list().map(({ operation, status }) => `${operation} ${status}`);

describe('what passes through the proxy is named by what it does', () => {
  it('with tables', async () => {
    const { table, name } = await under.table();
    const row = { partitionKey: "it's|a", rowKey: '1 ü' };
    await table.createEntity(row);
    await table.updateEntity({ ...row, n: 1 }, 'Replace');
    await table.updateEntity({ ...row, n: 1 }, 'Merge');
    await table.upsertEntity({ ...row, n: 2 }, 'Replace');
    await table.upsertEntity({ ...row, n: 2 }, 'Merge');
    expect(await table.getEntity(row.partitionKey, row.rowKey)).toMatchObject({ n: 2 });
    const found = await Array.fromAsync(table.listEntities({ queryOptions: { filter: 'n eq 2' } }));
    expect(found).toHaveLength(1);
    await table.deleteEntity(row.partitionKey, row.rowKey);
    await table.submitTransaction([
      ['create', { partitionKey: 'p', rowKey: '1' }],
      ['create', { partitionKey: 'p', rowKey: '2' }],
    ]);
    await table.deleteTable();
    await table.createTable();
    expect(operations()).toEqual([
      'table.insert 204',
      'table.update 204',
      'table.merge 204',
      'table.upsert 204',
      'table.upsert 204',
      'table.get 200',
      'table.query 200',
      'table.delete 204',
      'table.transaction 202',
      'table.deleteTable 204',
      'table.createTable 201',
    ]);
    expect(under.proxy.calls.list()[0]).toMatchObject({ service: 'table', method: 'POST', resource: name });
  });
  it('with queues', async () => {
    const queue = await under.queue();
    await queue.sendMessage('x');
    await queue.peekMessages();
    const [message] = (await queue.receiveMessages()).receivedMessageItems;
    const { messageId = '', popReceipt = '' } = message ?? {};
    const { popReceipt: newer = '' } = await queue.updateMessage(messageId, popReceipt, undefined, 0);
    await queue.deleteMessage(messageId, newer);
    await queue.getProperties();
    await queue.clearMessages();
    await queue.delete();
    await queue.create();
    expect(operations()).toEqual([
      'queue.put 201',
      'queue.peek 200',
      'queue.get 200',
      'queue.update 204',
      'queue.delete 204',
      'queue.metadata 200',
      'queue.clear 204',
      'queue.deleteQueue 204',
      'queue.createQueue 201',
    ]);
    expect(under.proxy.calls.count({ resource: queue.name })).toBe(9);
  });
  it('with blobs', async () => {
    const connection = findConnection({ AzureWebJobsStorage: under.proxy.connectionString });
    const { send } = blobClient(connection, 'things');
    await send('PUT', 'a/b', { headers: { 'x-ms-blob-type': 'BlockBlob' }, body: 'text' });
    expect((await send('GET', 'a/b')).text).toBe('text');
    expect(await send('HEAD', 'a/b')).toMatchObject({ status: 200, text: '' });
    const headers = { 'x-ms-lease-action': 'acquire', 'x-ms-lease-duration': '15' };
    await send('PUT', 'a/b', { query: { comp: 'lease' }, headers });
    await send('DELETE', 'a/b');
    expect(operations()).toEqual([
      'blob.put 404',
      'blob.createContainer 201',
      'blob.put 201',
      'blob.get 200',
      'blob.head 200',
      'blob.lease 201',
      'blob.delete 412',
    ]);
  });
});

describe('the log of calls', () => {
  it('is matched by every member, by a pattern of the path, and by the status', async () => {
    const { table } = await under.table();
    await table.createEntity({ partitionKey: 'a', rowKey: '1' });
    await table.createEntity({ partitionKey: 'a', rowKey: '1' }).catch(() => undefined);
    await table.getEntity('a', '1');
    const { calls } = under.proxy;
    expect(calls.count()).toBe(3);
    expect(calls.count({ operation: 'table.insert', status: 409 })).toBe(1);
    expect(calls.count({ path: /PartitionKey='a'/ })).toBe(1);
    expect(calls.count({ service: 'queue' })).toBe(0);
    calls.clear();
    expect(calls.list()).toEqual([]);
  });
});

it.each<[Partial<RequestLine>, string]>([
  [{ method: 'MERGE', path: "/acc/t(PartitionKey='p',RowKey='r')", ifMatch: true }, 'table.merge'],
  [{ method: 'GET', path: '/acc/Tables' }, 'table.listTables'],
  [{ method: 'GET', path: '/acc/t()' }, 'table.query'],
  [{ method: 'GET', path: '/acc/%E0%A4%A' }, 'table.other'],
  [{ method: 'OPTIONS', path: '/' }, 'table.other'],
])('%o is %s', (line, operation) => {
  const whole = { method: 'GET', path: '/', query: new URLSearchParams(), ifMatch: false, ...line };
  expect(nameOperation('table', whole).operation).toBe(operation);
});
