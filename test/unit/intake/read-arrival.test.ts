import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readArrival } from '../../../src/intake/read-arrival.ts';

const prefix = 'Microsoft.Communication.';
const person = (rawId: string) => ({
  participantCommunicationIdentifier: { rawId, communicationUser: { id: rawId } },
});
const threadId = '19:abc@thread.v2';
const added = { threadId, participantAdded: person('8:acs:a_b'), version: 1, transactionId: 't' };
const created = { threadId, participants: [person('8:acs:a_b'), person('4:+14255550100')] };

describe('an event of ACS Chat', () => {
  it('that somebody was added says who and where, in the schema of Event Grid', () => {
    const event = { id: 'e1', eventType: `${prefix}ChatThreadParticipantAdded`, data: added, subject: 's' };
    expect(readArrival(event)).toEqual({ eventId: 'e1', threadId, rawIds: ['8:acs:a_b'] });
  });

  it('and in that of CloudEvents', () => {
    const event = { id: 'e1', specversion: '1.0', type: `${prefix}ChatThreadParticipantAdded`, data: added };
    expect(readArrival(event)).toEqual({ eventId: 'e1', threadId, rawIds: ['8:acs:a_b'] });
  });

  it('that a thread was made says who is in it', () => {
    const event = { id: 'e2', eventType: `${prefix}ChatThreadCreated`, data: created };
    expect(readArrival(event)).toEqual({ eventId: 'e2', threadId, rawIds: ['8:acs:a_b', '4:+14255550100'] });
  });

  it.each(['ChatThreadParticipantRemoved', 'ChatMessageReceivedInThread', 'toString', '__proto__'])(
    'about anything else (%s) is none of ours',
    (type) => {
      expect(readArrival({ id: 'e3', eventType: prefix + type, data: added })).toBe('other');
      expect(readArrival({ id: 'e3', eventType: type, data: added })).toBe('other');
    },
  );

  it.each([
    ['without an id', { eventType: `${prefix}ChatThreadParticipantAdded`, data: added }],
    ['without a type', { id: 'e', data: added }],
    ['without its data', { id: 'e', eventType: `${prefix}ChatThreadParticipantAdded` }],
    ['without a thread', { id: 'e', eventType: `${prefix}ChatThreadCreated`, data: { participants: [] } }],
    ['that is a text', 'added'],
    ['that is nothing', undefined],
  ])('%s cannot be read', (_what, event) => {
    expect(readArrival(event)).toBe('unreadable');
  });

  it('never throws, whatever it is', () => {
    fc.assert(fc.property(fc.anything(), (event) => void readArrival(event)));
  });
});
