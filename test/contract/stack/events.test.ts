import { describe, expect, it } from 'vitest';
import { type Stack, type StackOptions, startStack } from '../../../local/stack/start-stack.ts';
import { fixture } from '../host/fixture-host.ts';
import { taken, until } from '../host/storage-host.ts';

const ADDED = 'Microsoft.Communication.ChatThreadParticipantAdded';
const CREATED = 'Microsoft.Communication.ChatThreadCreated';

/** Runs a stack with an app for as long as a test takes. */
async function withStack(
  app: string,
  options: Omit<StackOptions, 'appRoot' | 'log'>,
  use: (stack: Stack, lines: string[]) => Promise<void>,
): Promise<void> {
  const lines: string[] = [];
  const stack = await startStack({ ...options, appRoot: fixture(app), log: (line) => lines.push(line) });
  await use(stack, lines).finally(() => stack.stop());
}

/** A thread with somebody added to it, who then leaves it. */
function moveSomebody({ azure: { communication, moderatorId } }: Stack) {
  const person = communication.createIdentity();
  const threadId = communication.threads.create({ members: [moderatorId] });
  communication.threads.add(threadId, person);
  communication.threads.remove(threadId, person);
  return { threadId, person };
}

describe('the local stack', () => {
  it.each([
    ['event-grid', 'eventType'],
    ['cloud-events', 'type'],
  ] as const)('tells the app by %s who comes into a thread, and of new threads', (events, type) =>
    withStack('takes-events', { events }, async (stack, lines) => {
      const { threadId, person } = moveSomebody(stack);
      await stack.azure.eventGrid.settled();
      const got = taken({ lines }).map(({ event }) => event);
      expect(got.map((event) => event[type]).sort()).toEqual([CREATED, ADDED]);
      expect(got.find((event) => event[type] === ADDED)?.data).toMatchObject({
        threadId,
        participantAdded: { participantCommunicationIdentifier: { rawId: person } },
      });
      expect(stack.azure.eventGrid.delivered()).toMatchObject([{ status: 202 }, { status: 202 }]);
    }),
  );

  it('tells an app again whose function failed, until it does not', () =>
    withStack('takes-events', { settings: { FAIL_FIRST: '3' } }, async (stack, lines) => {
      stack.azure.eventGrid.behaviour.waitFactor = 0.001;
      moveSomebody(stack);
      await stack.azure.eventGrid.settled();
      const told = stack.azure.eventGrid.delivered().map(({ attempts }) => attempts);
      expect(told.reduce((sum, attempts) => sum + attempts)).toBe(2 + 3);
      expect(taken({ lines })).toHaveLength(2 + 3);
    }));

  it('tells nothing when events are off', () =>
    withStack('takes-events', { events: 'off' }, async (stack, lines) => {
      moveSomebody(stack);
      await stack.azure.eventGrid.settled();
      expect([stack.azure.eventGrid.subscriptions(), taken({ lines })]).toEqual([[], []]);
    }));

  it('tells nothing to a function that is disabled', () =>
    withStack(
      'takes-events',
      { settings: { 'AzureWebJobs.participant-added.Disabled': 'true' } },
      async (stack) => expect(stack.azure.eventGrid.subscriptions()).toEqual([]),
    ));

  it('leaves an app alone that has no such function', () =>
    withStack('levels-of-key', {}, async (stack) => {
      expect(stack.azure.eventGrid.subscriptions()).toEqual([]);
    }));

  it('holds events back while they are paused', () =>
    withStack('takes-events', {}, async (stack, lines) => {
      stack.azure.eventGrid.pause();
      moveSomebody(stack);
      await stack.azure.eventGrid.settled();
      expect(taken({ lines })).toEqual([]);
      stack.azure.eventGrid.resume();
      await until(() => taken({ lines }).length === 2);
    }));

  it("never logs the webhook's key, and counts it among the secrets", () =>
    withStack('takes-events', {}, async (stack, lines) => {
      moveSomebody(stack);
      await stack.azure.eventGrid.settled();
      const key = stack.host.keys.system.eventgrid_extension ?? '';
      expect(stack.azure.issuedSecrets()).toContain(key);
      expect(lines.join('\n')).not.toContain(key);
    }));
});
