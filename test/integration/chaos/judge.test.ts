import { TableClient } from '@azure/data-tables';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Chronicle, keepChronicle } from '../../../bench/chaos/chronicle.ts';
import { gatherEvidence } from '../../../bench/chaos/judge/evidence.ts';
import { judge } from '../../../bench/chaos/judge/judge.ts';
import { countDue } from '../../../bench/chaos/judge/read-ledger.ts';
import { type Sent, unsent } from '../../../bench/chaos/load/sent.ts';
import { type RunningAzure, startAzure } from '../../../local/azure/start-azure.ts';
import { type RunningStorage, startStorage } from '../../../local/storage/start-storage.ts';

let azure: RunningAzure;
let storage: RunningStorage;
let chronicle: Chronicle;
const tables = {} as Record<'decisions' | 'standings', TableClient>;
beforeAll(async () => {
  [azure, storage] = await Promise.all([startAzure(), startStorage()]);
  chronicle = keepChronicle(azure);
  for (const name of ['decisions', 'standings'] as const) {
    tables[name] = TableClient.fromConnectionString(storage.connectionString, name, {
      allowInsecureConnection: true,
    });
    await tables[name].createTable();
  }
});
afterAll(async () => {
  await azure.stop();
  await storage.stop();
});

let events = 0;
/** A ban that has ended well, unless the test changes something. */
async function handled({ record = 'done', stays = false, onRecord = true } = {}) {
  events += 1;
  const { communication } = azure;
  const [participant, bystander] = [communication.createIdentity(), communication.createIdentity()];
  const threadId = communication.threads.create({ members: [bystander, participant] });
  const [id, decision, occurredAt] = [`event-${events}`, `decision-${events}`, Date.now() - 60_000];
  const sent: Sent = {
    ...unsent({ id, action: 'ban', threadId, participant, occurredAt, patient: true }),
    ...{ requests: 1, firstSent: Date.now(), acknowledged: decision },
  };
  if (!stays) communication.threads.remove(threadId, participant);
  const common = { partitionKey: 'p' };
  if (record) {
    const event = JSON.stringify({ id, source: 'default', decision });
    const rowKey = `event|${decision}`;
    await tables.decisions.createEntity({ ...common, rowKey, event, status: record, updated: iso() });
  }
  if (onRecord) {
    const ban = JSON.stringify({ decision, occurredAt });
    const rowKey = `standing|${participant}|${threadId}`;
    await tables.standings.createEntity({ ...common, rowKey, participant, threadId, ban });
  }
  const stories = [{ participant, threads: [threadId], decisions: [sent], rejoins: 0 }];
  const seated = { alone: [], stories, bystanders: new Map([[threadId, [bystander]]]) };
  return {
    ...{ decision, threadId, participant, bystander },
    judged: async () => judge(await gatherEvidence(seated, chronicle, azure, storage)),
  };
}
const iso = () => new Date().toISOString();

describe('the judge of chaos', () => {
  it('finds nothing where all went well', async () => {
    const { judged } = await handled();
    expect(await judged()).toMatchObject({ lost: [], unexpected: [], stale: [], acknowledged: 1 });
  });

  it.each([
    ['whose person is still in', { stays: true }],
    ['without a record', { record: '' }],
    ['whose record has not ended', { record: 'accepted' }],
    ['that was given up', { record: 'failed' }],
  ])('sees in threads and rows an acknowledged event %s', async (_what, how) => {
    const { judged } = await handled(how);
    expect((await judged()).lost).toHaveLength(1);
  });

  it('sees who comes back', async () => {
    const { judged, threadId, participant } = await handled();
    azure.communication.threads.add(threadId, participant);
    expect((await judged()).stale).toEqual([expect.stringMatching(/banned and inside$/)]);
  });

  it('sees what is on record', async () => {
    const { judged } = await handled({ onRecord: false });
    expect((await judged()).stale).toEqual([expect.stringMatching(/on record nothing$/)]);
  });

  it('sees somebody removed whom nobody asked for', async () => {
    const { judged, threadId, bystander } = await handled();
    azure.communication.threads.remove(threadId, bystander);
    expect((await judged()).unexpected).toEqual([bystander]);
  });

  it('counts what is left over', async () => {
    const { judged, decision } = await handled();
    await tables.decisions.createEntity({ partitionKey: 'p', rowKey: `due|2026|${decision}` });
    expect((await judged()).leftOver).toBe(1);
    expect(await countDue(storage)).toBe(1);
  });
});
