import { TableClient } from '@azure/data-tables';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judge } from '../../../bench/chaos/judge.ts';
import type { Sent } from '../../../bench/chaos/send-load.ts';
import { type RunningAzure, startAzure } from '../../../local/azure/start-azure.ts';
import { type RunningStorage, startStorage } from '../../../local/storage/start-storage.ts';

let azure: RunningAzure;
let storage: RunningStorage;
let table: TableClient;
beforeAll(async () => {
  [azure, storage] = await Promise.all([startAzure(), startStorage()]);
  table = TableClient.fromConnectionString(storage.connectionString, 'decisions', {
    allowInsecureConnection: true,
  });
  await table.createTable();
});
afterAll(async () => {
  await azure.stop();
  await storage.stop();
});

let events = 0;
/** An event whose decision has ended well, unless the test changes something. */
async function handled({ record = 'done', still = false } = {}) {
  events += 1;
  const [participant, bystander] = [
    azure.communication.createIdentity(),
    azure.communication.createIdentity(),
  ];
  const members = still ? [bystander, participant] : [bystander];
  const threadId = azure.communication.threads.create({ members });
  const decision = `decision-${events}`;
  if (record) {
    await table.createEntity({ partitionKey: 'p', rowKey: `event|${decision}`, status: record });
  }
  const sent: Sent = {
    id: `event-${events}`,
    threadId,
    participant,
    patient: true,
    requests: 1,
    firstSent: Date.now(),
    acknowledged: decision,
  };
  return { sent, bystanders: new Map([[threadId, [bystander]]]) };
}

describe('the judge of chaos', () => {
  it('finds nothing where all went well', async () => {
    const { sent, bystanders } = await handled();
    expect(await judge([sent], bystanders, azure, storage)).toMatchObject({
      lost: [],
      unexpected: [],
      acknowledged: 1,
    });
  });

  it.each([
    ['whose person is still in', { still: true }],
    ['without a record', { record: '' }],
    ['whose record has not ended', { record: 'accepted' }],
    ['that was given up', { record: 'failed' }],
  ])('finds an acknowledged event lost %s', async (_what, how) => {
    const { sent, bystanders } = await handled(how);
    expect((await judge([sent], bystanders, azure, storage)).lost).toEqual([sent.id]);
  });

  it('does not call an event lost that nobody said was taken', async () => {
    const { sent, bystanders } = await handled({ still: true });
    const { acknowledged: _, ...unanswered } = sent;
    expect((await judge([unanswered], bystanders, azure, storage)).lost).toEqual([]);
  });

  it('finds somebody removed whom nobody asked for', async () => {
    const { sent, bystanders } = await handled();
    const [bystander = ''] = bystanders.get(sent.threadId) ?? [];
    azure.communication.threads.remove(sent.threadId, bystander);
    expect((await judge([sent], bystanders, azure, storage)).unexpected).toEqual([bystander]);
  });

  it('counts what is left over', async () => {
    const { sent, bystanders } = await handled();
    await table.createEntity({ partitionKey: 'p', rowKey: `due|2026|${sent.acknowledged}` });
    expect((await judge([sent], bystanders, azure, storage)).leftOver).toBe(1);
  });
});
