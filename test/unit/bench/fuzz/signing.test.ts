import { describe, expect, it } from 'vitest';
import { dice } from '../../../../bench/chaos/dice.ts';
import { draftOf } from '../../../../bench/fuzz/draft.ts';
import { signed } from '../../../../bench/fuzz/signing.ts';
import { schemeOf } from '../../../../src/intake/signatures/schemes.ts';
import { readSources } from '../../../../src/intake/sources/read-sources.ts';
import { moderator, setUpOf } from './requests-under-test.ts';

const { world, sources, now } = setUpOf(1);
const read = readSources(sources.setting);
const known = 'entries' in read ? [...read.entries.values()] : [];

/** What the app makes of a delivery that is signed in one way or another. */
function verdict(name: string, seed: number, wrongly: boolean) {
  const ask = { threadId: '19:a@thread.v2', participant: '8:acs:a', fate: 'out' as const };
  const draft = draftOf('x', { source: name, body: Buffer.from('{"id":"ä"}'), asks: [ask] });
  const scene = { world, now, moderator, index: seed, dice: dice(seed) };
  const { headers, body, asks, story } = signed(draft, sources, scene, wrongly);
  const source = known.find((one) => one.name === name);
  if (!source) throw new Error(`No source ${name}`);
  const keys = (sources.secrets.get(source.secret ?? '') ?? '').split(' ');
  // As they come off the wire: HTTP takes the blanks away around a value, and puts a comma between two.
  const find = (wanted: string) =>
    headers
      .filter(([header]) => header.toLowerCase() === wanted.toLowerCase())
      .map(([, value]) => value.trim())
      .join(', ') || null;
  const found = schemeOf(source.signature).verify({ headers: { get: find }, body }, keys, Date.now());
  return { found, fate: asks[0]?.fate, way: story[1] ?? 'rightly' };
}

describe('signing', () => {
  it('is for sources that the app can read', () => {
    expect(read).not.toHaveProperty('faults');
    expect(known.map(({ name }) => name)).toContain('asymmetric');
  });

  it.each(known.map(({ name }) => name))('rightly, convinces the app: %s', (name) => {
    expect(verdict(name, 1, false)).toEqual({ found: 'ok', fate: 'out', way: 'rightly' });
  });

  it.each(known.filter(({ secret }) => secret).map(({ name }) => name))(
    'otherwise, convinces it only where that is said to change nothing: %s',
    (name) => {
      const verdicts = Array.from({ length: 400 }, (_, seed) => verdict(name, seed, true));
      const ways = new Set(verdicts.map(({ way }) => way));
      expect(ways.size).toBeGreaterThanOrEqual(name === 'elsewhere' ? 5 : 6);
      const mistaken = verdicts.filter(
        ({ found, fate }) => (fate === 'in' && found === 'ok') || (fate === 'out' && found !== 'ok'),
      );
      expect(
        mistaken.filter(({ way }) => name !== 'elsewhere' || way !== 'signed by another source'),
      ).toEqual([]);
    },
  );
});
