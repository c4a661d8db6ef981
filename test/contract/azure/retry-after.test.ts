import { beforeEach, describe, expect, test } from 'vitest';
import { removal } from './removal.ts';
import { useAzure } from './start.ts';

let time = Date.parse('2026-11-23T05:08:07.250Z');
const given = useAzure({ clock: () => time });
let ask: () => ReturnType<ReturnType<typeof removal>['remove']>;
beforeEach(() => {
  time = Date.parse('2026-11-23T05:08:07.250Z');
  ask = removal(given.azure).remove;
});

/** Ten calls, half a second apart, and then the one too many. */
async function refused() {
  for (let i = 0; i < 10; i++) {
    time += 500;
    await ask();
  }
  return ask();
}

const inMilliseconds = (wait: number) => time + wait;
const httpDate = (milliseconds: number) => new Date(Math.ceil(milliseconds / 1000) * 1000).toUTCString();

describe('a 429', () => {
  test('has the body of the specification', async () => {
    const { status, json } = await refused();
    expect(status).toBe(429);
    expect(json).toEqual({ error: { code: 'TooManyRequests', message: 'Rate limit exceeded.' } });
  });

  test('says nothing of when to come back, as nothing is documented', async () => {
    const { headers } = await refused();
    expect([...headers.keys()].filter((name) => name.includes('retry'))).toEqual([]);
  });

  // The refused call counts too, so the second of the ten has to leave the window: it came 4 seconds ago.
  const ways = [
    ['seconds', 'retry-after', () => '6', (said: string) => inMilliseconds(Number(said) * 1000)],
    ['ms-header', 'retry-after-ms', () => '6000', (said: string) => inMilliseconds(Number(said))],
    ['date', 'retry-after', () => httpDate(inMilliseconds(6000)), (said: string) => Date.parse(said)],
  ] as const;
  test.each(ways)('can say it in %s, and then keeps its word', async (way, header, expected, then) => {
    given.azure.communication.behaviour.retryAfterOn429 = way;
    const { headers } = await refused();
    const said = headers.get(header) ?? '';
    expect(said).toBe(expected());
    time = then(said);
    expect((await ask()).status).toBe(204);
  });
});
