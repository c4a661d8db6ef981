import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import { describe, expect, it } from 'vitest';
import { lazily } from '../../../src/store/lazily.ts';
import { openTables } from '../../../src/store/open-tables.ts';

const storage = { connectionString: 'UseDevelopmentStorage=true' };
const observer: PipelinePolicy = { name: 'observer', sendRequest: (request, next) => next(request) };

describe('openTables', () => {
  it('makes one client for each table, with the table’s name', async () => {
    const open = openTables(storage, async () => expect.unreachable(), observer);
    const [decisions, pace] = await Promise.all([open('decisions')(), open('pace')()]);
    expect([decisions.tableName, pace.tableName]).toEqual(['decisions', 'pace']);
    expect(await open('pace')()).toBe(pace);
  });

  it('loads an identity only when a table is used, and asks again if there was none', async () => {
    let asked = 0;
    const loadIdentity = async () => {
      asked += 1;
      throw new Error('no identity');
    };
    const open = openTables(
      { tableUri: 'https://a.example', queueUri: 'https://b.example' },
      loadIdentity,
      observer,
    );
    const table = open('pace');
    expect(asked).toBe(0);
    await expect(table()).rejects.toThrow('no identity');
    await expect(table()).rejects.toThrow('no identity');
    expect(asked).toBe(2);
  });
});

describe('lazily', () => {
  it('makes a thing once, however many want it at once', async () => {
    let made = 0;
    const get = lazily(async () => {
      made += 1;
      return made;
    });
    expect(await Promise.all([get(), get(), get()])).toEqual([1, 1, 1]);
  });
});
