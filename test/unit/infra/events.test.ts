import { describe, expect, it } from 'vitest';
import { ofType, type Snapshot, snapshots } from './snapshots.ts';

const containers = (snapshot: Snapshot) =>
  ofType(snapshot, 'Microsoft.Storage/storageAccounts/blobServices/containers');

describe.each(snapshots)('%s', (_, snapshot) => {
  const { EVENTS_ENABLED, EVENTS_DEAD_LETTERS, EVENTS_TOPIC_NAME } = snapshot.outputs;

  it('says whether there are events', () => {
    expect(EVENTS_ENABLED).toMatch(/^(true|false)$/);
  });

  it('has a container for what could not be delivered where there are events, and says which', () => {
    const found = containers(snapshot).filter(({ name }) => name.endsWith('/dead-letters'));
    expect(found.map(({ id }) => id)).toEqual(EVENTS_ENABLED === 'true' ? [EVENTS_DEAD_LETTERS] : []);
    if (EVENTS_ENABLED === 'false') expect(EVENTS_DEAD_LETTERS).toBe('');
  });

  it('names the topic within the limit of Event Grid', () => {
    // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsofteventgrid
    expect(EVENTS_TOPIC_NAME).toMatch(/^[a-z0-9-]{3,50}$/i);
  });
});
