import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pollingDelay } from '../../../local/host/queues/polling-delay.ts';
import { decodeMessage } from '../../../local/host/queues/queue-message.ts';
import { queueSettings } from '../../../local/host/queues/queue-settings.ts';

describe('how often an empty queue is asked', () => {
  const delays = (random: number, most = 60_000, count = 12) => {
    const next = pollingDelay(100, most, () => random);
    return [next(true), ...Array.from({ length: count }, () => next(false))].map(Math.round);
  };
  it('after messages 100 ms, then less and less often, up to the most', () => {
    expect(delays(0.5)).toEqual([
      100, 200, 300, 500, 900, 1700, 3300, 6500, 12900, 25700, 51300, 60000, 60000,
    ]);
  });
  it('by chance up to a fifth sooner or later', () => {
    expect([delays(0, 60_000, 2), delays(1, 60_000, 2)]).toEqual([
      [100, 180, 260],
      [100, 220, 340],
    ]);
  });
  it('as often as at first once there were messages', () => {
    const next = pollingDelay(100, 1_000, () => 0.5);
    for (let n = 0; n < 20; n++) next(false);
    expect([next(false), next(true), next(false)]).toEqual([1_000, 100, 200]);
  });
  it('never less than 100 ms nor more than the most apart', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean()), fc.integer({ min: 100, max: 5_000 }), (found, most) => {
        const next = pollingDelay(100, most);
        for (const each of found) {
          const delay = next(each);
          expect(delay >= 100 && delay <= most).toBe(true);
        }
      }),
    );
  });
});

describe("host.json's queues", () => {
  it("are Azure's own, if nothing is said", () => {
    const usual = {
      maxPollingMs: 60_000,
      retryMs: 0,
      batchSize: 16,
      newBatchThreshold: 8,
      maxDequeueCount: 5,
      base64: true,
    };
    for (const section of [undefined, null, {}]) expect(queueSettings(section)).toEqual(usual);
  });
  it('take what is said', () => {
    const section = {
      maxPollingInterval: '00:00:02',
      visibilityTimeout: '00:00:30',
      batchSize: 5,
      maxDequeueCount: 1,
      messageEncoding: 'None',
    };
    expect(queueSettings(section)).toEqual({
      maxPollingMs: 2_000,
      retryMs: 30_000,
      batchSize: 5,
      newBatchThreshold: 2,
      maxDequeueCount: 1,
      base64: false,
    });
  });
  it.each([
    [{ batchSize: 0 }, /batchSize must be 1 to 32/],
    [{ batchSize: 33 }, /batchSize must be 1 to 32/],
    [{ batchSize: 'many' }, /batchSize/],
    [{ newBatchThreshold: -1 }, /newBatchThreshold must be 0 or more/],
    [{ maxDequeueCount: 0 }, /maxDequeueCount must be 1 or more/],
    [{ maxPollingInterval: '00:00:00.05' }, /maxPollingInterval must be a time span of 100 ms or more/],
    [{ visibilityTimeout: 'soon' }, /visibilityTimeout must be a time span/],
    [{ messageEncoding: 'utf8' }, /messageEncoding must be base64 or none/],
  ])('are refused as %o', (section, says) => {
    expect(() => queueSettings(section)).toThrow(says);
  });
});

describe('the text of a message', () => {
  it('is what was encoded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(decodeMessage(Buffer.from(text).toString('base64'), true)).toBe(text);
      }),
    );
  });
  it.each(['{"id":1}', 'YQ', 'YQ=', 'Y===', 'YW Jj', 'ä'])('%s is not base64', (text) => {
    expect(decodeMessage(text, true)).toBeUndefined();
  });
  it('is as it is where base64 is not wanted', () => {
    expect(decodeMessage('YWJj', false)).toBe('YWJj');
  });
});
