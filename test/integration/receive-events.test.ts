import { describe, expect, it } from 'vitest';
import { stackUnderTest } from './stack-under-test.ts';

const under = stackUnderTest();

describe('an event that asks for a removal', () => {
  it('puts the person out of the thread, and nobody else', async () => {
    const { event, somebody, members } = under.seat();
    const before = members();
    const { status, json } = await under.send(event);
    expect([status, json]).toEqual([
      200,
      { decision: expect.any(String), status: 'done', outcome: 'removed' },
    ]);
    expect(members()).toEqual(before.filter((rawId) => rawId !== somebody));
  });

  it('arrives whole when it is sent in chunks, as .NET and API Management do', async () => {
    const { event, somebody, members } = under.seat();
    const bytes = new TextEncoder().encode(JSON.stringify(event));
    const chunks = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < bytes.length; at += 40) controller.enqueue(bytes.slice(at, at + 40));
        controller.close();
      },
    });
    expect(await under.send(event, { stream: chunks })).toMatchObject({
      status: 200,
      json: { outcome: 'removed' },
    });
    expect(members()).not.toContain(somebody);
  });

  it('may name the person by a model instead of a raw id', async () => {
    const { event, somebody, members } = under.seat();
    const participant = { kind: 'communicationUser', communicationUser: { id: somebody } };
    expect(await under.send({ ...event, participant })).toMatchObject({ json: { outcome: 'removed' } });
    expect(members()).not.toContain(somebody);
  });

  it.each([
    ['a Teams user', '8:orgid:45ab2481-1c1c-4005-be24-0ffb879b1130'],
    ['a Teams visitor', '8:teamsvisitor:abc-DEF_1'],
    ['a phone number', '4:+14255550100'],
    ['a bot', '28:orgid:45ab2481-1c1c-4005-be24-0ffb879b1130'],
    [
      'a Teams Phone extension user',
      '8:acs:45ab2481-1c1c-4005-be24-0ffb879b1130_45ab2481-1c1c-4005-be24-0ffb879b1131_45ab2481-1c1c-4005-be24-0ffb879b1132',
    ],
  ])('may be about %s', async (_who, rawId) => {
    const { event, threadId, members } = under.seat();
    under.stack.azure.communication.threads.add(threadId, rawId);
    expect(await under.send({ ...event, participant: rawId })).toMatchObject({
      json: { outcome: 'removed' },
    });
    expect(members()).not.toContain(rawId);
  });

  it('may come without an id, under that of its delivery', async () => {
    const { event, members, somebody } = under.seat();
    const { id, ...anonymous } = event;
    const { json } = await under.send(anonymous, { id: 'msg_1' });
    expect(json).toMatchObject({ outcome: 'removed' });
    expect(json?.decision).not.toBe((await under.send({ ...event, id })).json?.decision);
    expect(members()).not.toContain(somebody);
  });

  it('never removes the moderator, and says why', async () => {
    const { event, members } = under.seat();
    const participant = under.stack.azure.moderatorId;
    expect(await under.send({ ...event, participant })).toMatchObject({
      status: 200,
      json: {
        status: 'rejected',
        problem: { type: 'urn:chat-bouncer:problem:protected-participant', detail: expect.any(String) },
      },
    });
    expect(members()).toContain(participant);
  });

  it('leaves one line in the log that says what happened', async () => {
    const { event, threadId, somebody } = under.seat();
    await under.send(event);
    const line = under.logs.findLast((each) => each.includes('"enforced"')) ?? '';
    expect(JSON.parse(line.slice(line.indexOf('{')))).toEqual({
      event: 'enforced',
      decision: expect.any(String),
      source: 'default',
      id: event.id,
      action: 'remove',
      threadId,
      participant: somebody,
      status: 'done',
      outcome: 'removed',
      durationMs: expect.any(Number),
    });
  });
});
