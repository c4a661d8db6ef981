import type { Communication } from '../communication/create-communication.ts';
import type { Incoming } from '../door/incoming.ts';
import { COMMUNICATION_HOST } from '../host-names.ts';
import { type Operation, resourceNotFound } from './guard.ts';
import { COMMUNICATION_ID, SUBSCRIPTION, same } from './subscription.ts';

const RESOURCE =
  '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Communication/communicationServices/{name}';

/** The ACS resource and its keys: https://learn.microsoft.com/rest/api/communication/resourcemanager */
export function communicationOperations(communication: Communication): Operation[] {
  const ofTheOne =
    (act: () => unknown) =>
    ({ params: { group = '', name = '' } }: Incoming) =>
      same(group, SUBSCRIPTION.resourceGroup) && same(name, SUBSCRIPTION.communicationName)
        ? { status: 200, body: act() }
        : resourceNotFound(`Microsoft.Communication/communicationServices/${name}`, group);

  const read = () => ({
    id: COMMUNICATION_ID,
    name: SUBSCRIPTION.communicationName,
    type: 'Microsoft.Communication/CommunicationServices',
    location: 'global',
    properties: {
      dataLocation: 'Europe',
      hostName: COMMUNICATION_HOST,
      immutableResourceId: communication.resourceId,
      provisioningState: 'Succeeded',
    },
  });
  const listKeys = () => ({
    primaryKey: communication.accessKey('primary'),
    secondaryKey: communication.accessKey('secondary'),
    primaryConnectionString: communication.connectionString('primary'),
    secondaryConnectionString: communication.connectionString('secondary'),
  });
  return [
    {
      ...{ operation: 'communicationServices.get', method: 'GET', path: RESOURCE },
      right: 'communication.read',
      handle: ofTheOne(read),
    },
    {
      ...{ operation: 'communicationServices.listKeys', method: 'POST', path: `${RESOURCE}/listKeys` },
      right: 'communication.listKeys',
      handle: ofTheOne(listKeys),
    },
  ];
}
