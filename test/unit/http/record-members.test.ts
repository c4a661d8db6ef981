import { expect, it } from 'vitest';
import { recordMembers } from '../../../src/http/record-members.ts';
import { anEvent } from '../moderation/memory-world.ts';

it.each([
  [{ kind: 'rule', rule: 'idle', threads: '{"topic":"Support*"}' } as const, { kind: 'rule', rule: 'idle' }],
  [{ kind: 'ban', decision: 'x' } as const, { kind: 'ban', decision: 'x' }],
])('a decision of our own is told with what it follows from: %j', (cause, told) => {
  const event = anEvent({ source: 'bouncer.cleanup', cause });
  const record = { event, status: 'accepted', attempts: 0, received: 0, updated: 0 } as const;
  expect(recordMembers(event.decision, record)).toMatchObject({ cause: told });
  expect(JSON.stringify(recordMembers(event.decision, record))).not.toContain('Support');
});
