import { describe, expect, it } from 'vitest';
import { cacheSecrets } from '../../../src/credentials/secrets.ts';
import { drivenClock } from '../driven-clock.ts';

const signal = new AbortController().signal;
const minutes = 60_000;

function setUp() {
  const clock = drivenClock();
  const reads: string[] = [];
  const vault = { away: false };
  const read = async (name: string) => {
    if (vault.away) throw new Error('away');
    reads.push(name);
    return `${name} ${reads.length}`;
  };
  return { clock, reads, vault, secrets: cacheSecrets(read, clock) };
}

describe('secrets', () => {
  it('are read once in five minutes, each for itself', async () => {
    const { clock, reads, secrets } = setUp();
    for (const name of ['a', 'b', 'a', 'b']) await secrets(name).get(signal);
    expect(reads).toEqual(['a', 'b']);
    clock.pass(5 * minutes);
    await secrets('a').get(signal);
    expect(reads).toEqual(['a', 'b', 'a']);
  });

  it('serve for a day while the vault is away, and no longer', async () => {
    const { clock, vault, secrets } = setUp();
    await secrets('a').get(signal);
    vault.away = true;
    clock.pass(24 * 60 * minutes - 1);
    expect(await secrets('a').get(signal)).toBe('a 1');
    clock.pass(1);
    await expect(secrets('a').get(signal)).rejects.toThrow('away');
  });

  it('are read again at once when they were refused', async () => {
    const { secrets } = setUp();
    const refused = await secrets('a').get(signal);
    expect(await secrets('a').replace(refused, signal)).toBe('a 2');
    expect(await secrets('a').get(signal)).toBe('a 2');
  });
});
