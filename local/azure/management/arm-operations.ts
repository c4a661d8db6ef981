import { randomUUID } from 'node:crypto';
import type { Answer } from '../door/answer.ts';
import type { Incoming } from '../door/incoming.ts';
import { problem } from '../door/problem.ts';

/** As Azure Resource Manager shows it. */
export interface ArmResource {
  readonly id: string;
  readonly name: string;
  readonly identity?: { readonly type: string; readonly principalId?: string };
  properties: Record<string, unknown>;
}

interface Running {
  readonly resource: ArmResource;
  /** Asked at its end. @returns the error it fails with, if any */
  readonly end: () => Answer | undefined;
  asked: number;
}

const PATH =
  '/subscriptions/{subscription}/providers/Microsoft.EventGrid/locations/{location}/operationsStatus';

/**
 * What takes Azure Resource Manager its time: the answer names where to ask how it goes, and the second time it is over.
 * https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations
 */
export function createArmOperations() {
  const operations = new Map<string, Running>();
  return {
    /** Begins to make a resource. @returns the 201 with the address to ask at */
    begin({ host, params }: Incoming, resource: ArmResource, end: Running['end']): Answer {
      const operation = randomUUID();
      operations.set(operation, { resource, end, asked: 0 });
      resource.properties = { ...resource.properties, provisioningState: 'Creating' };
      const path = PATH.replace('{subscription}', params.subscription ?? '').replace('{location}', 'global');
      const address = `https://${host}${path}/${operation}?api-version=2025-02-15`;
      return {
        status: 201,
        headers: { 'azure-asyncoperation': address, 'retry-after': '2' },
        body: structuredClone(resource),
      };
    },
    status: {
      operation: 'eventGrid.operationsStatus',
      path: `${PATH}/{operation}`,
      handle: ({ params }: Incoming): Answer => {
        const running = operations.get(params.operation ?? '');
        if (!running) return problem(404, 'There is no such operation.', 'OperationNotFound');
        running.asked += 1;
        if (running.asked < 2) return { status: 200, body: { status: 'InProgress' } };
        const failure = running.end();
        const status = failure ? 'Failed' : 'Succeeded';
        running.resource.properties = { ...running.resource.properties, provisioningState: status };
        return { status: 200, body: { status, ...(failure?.body as object | undefined) } };
      },
    },
    clear: () => operations.clear(),
  };
}
