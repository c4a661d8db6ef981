import { describe, expect, it } from 'vitest';
import { snapshots } from './snapshots.ts';

// azd down deletes each resource group that its deployment has made anything in, with all that is in it; so nothing may
// be made in the group of somebody's chat resource, not even a role: https://github.com/Azure/azure-dev/issues/2916
describe.each(snapshots)('%s', (_, { predictedResources, outputs }) => {
  it('makes everything in its own resource group', () => {
    // An id that is not known before deployment is a call of resourceId(subscription, group, …).
    const group = /\/resourceGroups\/([^/']+)|^\[resourceId\('[^']*', '([^']+)'/;
    const groups = predictedResources.map(({ id }) => group.exec(id)?.slice(1).find(Boolean));
    expect(new Set(groups)).toEqual(new Set([outputs.AZURE_RESOURCE_GROUP]));
  });
});
