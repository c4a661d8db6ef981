import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { choices } from '../../../infra/scripts/choices.ts';
import { readLock } from '../../../infra/scripts/lock.ts';
import { snapshots } from './snapshots.ts';

const read = (path: string) => readFileSync(new URL(`../../../infra/${path}`, import.meta.url), 'utf8');

it('each choice has its snapshot, and each snapshot its choice', () => {
  expect(snapshots.map(([name]) => name).sort()).toEqual(Object.keys(choices).sort());
});

it('the template was compiled by the compiler that is pinned', async () => {
  const { _generator } = JSON.parse(read('main.json')).metadata;
  expect(_generator.version).toMatch(new RegExp(`^${(await readLock()).version}\\.`));
});

it('the template needs nothing from elsewhere', () => {
  expect(read('main.json')).not.toMatch(/templateLink|templateSpecs/);
});

describe('bicepconfig.json', () => {
  const { core } = JSON.parse(read('bicepconfig.json')).analyzers;

  it('has every rule of the compiler as an error', () => {
    // 55 rules in 0.49.2, counted in the compiler itself.
    const levels = Object.values<{ level: string }>(core.rules).map(({ level }) => level);
    expect(levels).toEqual(Array.from({ length: 55 }, () => 'error'));
  });
});

it('azd deploys the committed template, not one that its own compiler makes', () => {
  expect(read('main.bicepparam')).toMatch(/^using 'main\.json'$/m);
});
