import { randomUUID } from 'node:crypto';
import type { Answer } from '../door/answer.ts';
import { type Incoming, jsonObject } from '../door/incoming.ts';
import { problem } from '../door/problem.ts';
import { type ArmResource, createArmOperations } from './arm-operations.ts';
import type { FunctionApp } from './function-app.ts';
import { type Operation, resourceNotFound } from './guard.ts';
import { COMMUNICATION_ID, resourceIdIn, SUBSCRIPTION, same } from './subscription.ts';

type Members = Record<string, unknown>;

/** Event Grid's system topics and their subscriptions. */
export interface SystemTopics {
  /** As if somebody had made it in the portal, with an identity or without. */
  add(name: string, options: { identity: boolean }): ArmResource;
  topics(): ArmResource[];
  subscriptions(): ArmResource[];
  reset(): void;
}

const TOPICS =
  '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.EventGrid/systemTopics';

/**
 * The rules of https://learn.microsoft.com/rest/api/eventgrid/controlplane (2025-02-15), and of system topics
 * (https://learn.microsoft.com/azure/event-grid/system-topics): one a source, in the source's own group. With which
 * status the second is refused is not documented.
 */
export function createSystemTopics(
  functionApp: FunctionApp,
): SystemTopics & { readonly operations: readonly Operation[] } {
  const topics = new Map<string, ArmResource>();
  const subscriptions = new Map<string, ArmResource>();
  const running = createArmOperations();
  const key = (id: string) => id.toLowerCase();

  const topicOf = (name: string, identity: boolean): ArmResource => ({
    id: resourceIdIn(SUBSCRIPTION.resourceGroup, `Microsoft.EventGrid/systemTopics/${name}`),
    name,
    identity: identity ? { type: 'SystemAssigned', principalId: randomUUID() } : { type: 'None' },
    properties: {
      provisioningState: 'Succeeded',
      source: COMMUNICATION_ID,
      topicType: 'Microsoft.Communication.CommunicationServices',
    },
  });

  /** What comes of a subscription that was asked for: Event Grid looks for the function, and shakes hands with it. */
  function validate({ properties }: ArmResource): Answer | undefined {
    const { resourceId } = (properties.destination as { properties: { resourceId: string } }).properties;
    return same(functionApp.triggerOf(resourceId) ?? '', 'eventGridTrigger')
      ? undefined
      : problem(400, 'Destination endpoint not found.', 'Endpoint validation');
  }

  function putTopic(incoming: Incoming): Answer {
    const { group = '', topic = '' } = incoming.params;
    const given = jsonObject(incoming) ?? {};
    const { source = '', topicType } = (given.properties ?? {}) as Record<string, string>;
    const wrong =
      given.location !== 'global' ||
      !same(source, COMMUNICATION_ID) ||
      !same(group, SUBSCRIPTION.resourceGroup) ||
      topicType !== 'Microsoft.Communication.CommunicationServices';
    if (wrong)
      return problem(400, 'The source, its type, its group or its location is wrong.', 'InvalidRequest');
    const another = [...topics.values()].some(({ name }) => !same(name, topic));
    if (another) return problem(409, 'The source has a system topic already.', 'Conflict');
    const type = (given.identity as { type?: string } | undefined)?.type;
    const made = topicOf(topic, type === 'SystemAssigned');
    topics.set(key(made.id), made);
    return running.begin(incoming, made, () => undefined);
  }

  function putSubscription(incoming: Incoming): Answer {
    const { group = '', topic = '', name = '' } = incoming.params;
    const parent = topics.get(key(parentOf(incoming)));
    if (!parent) return resourceNotFound(`Microsoft.EventGrid/systemTopics/${topic}`, group);
    const properties = { ...(jsonObject(incoming)?.properties as Members | undefined) };
    const deadLetter = properties.deadLetterWithResourceIdentity as
      | { identity: { type: string } }
      | undefined;
    if (deadLetter && deadLetter.identity.type !== parent.identity?.type) {
      return problem(400, 'The topic has no such identity.', 'InvalidRequest');
    }
    const made: ArmResource = { id: incoming.path, name, properties: { ...properties, topic: parent.id } };
    subscriptions.set(key(made.id), made);
    return running.begin(incoming, made, () => validate(made));
  }

  const get = (from: Map<string, ArmResource>) => (incoming: Incoming) => {
    const found = from.get(key(incoming.path));
    const [, what = ''] = incoming.path.split('/providers/');
    return found ? { status: 200, body: found } : resourceNotFound(what, incoming.params.group ?? '');
  };
  const [ofTopic, ofSubscription] = [`${TOPICS}/{topic}`, `${TOPICS}/{topic}/eventSubscriptions/{name}`];
  const read = { method: 'GET', right: 'eventGrid.read' } as const;
  const write = { method: 'PUT', right: 'eventGrid.write' } as const;
  return {
    add: (name, { identity }) => {
      const made = topicOf(name, identity);
      topics.set(key(made.id), made);
      return made;
    },
    topics: () => [...topics.values()],
    subscriptions: () => [...subscriptions.values()],
    reset: () => {
      for (const part of [topics, subscriptions, running]) part.clear();
    },
    operations: [
      {
        ...{ ...read, operation: 'systemTopics.list', path: TOPICS },
        handle: ({ params: { group = '' } }) => ({
          status: 200,
          body: { value: same(group, SUBSCRIPTION.resourceGroup) ? [...topics.values()] : [] },
        }),
      },
      { ...read, operation: 'systemTopics.get', path: ofTopic, handle: get(topics) },
      { ...write, operation: 'systemTopics.put', path: ofTopic, handle: putTopic },
      { ...read, operation: 'eventSubscriptions.get', path: ofSubscription, handle: get(subscriptions) },
      { ...write, operation: 'eventSubscriptions.put', path: ofSubscription, handle: putSubscription },
      { ...read, ...running.status },
    ],
  };
}

const parentOf = ({ path }: Incoming) => path.replace(/\/eventSubscriptions\/.*$/, '');
