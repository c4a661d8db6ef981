import { expect, inject, it } from 'vitest';
import { runChaos } from '../../bench/chaos/run-chaos.ts';

it('a short run of chaos loses nothing and does nothing that nobody asked for', async () => {
  const lines: string[] = [];
  const { verdict, kills } = await runChaos({
    appRoot: inject('appRoot'),
    events: 120,
    kills: 8,
    threads: 60,
    seed: 4_711,
    progress: (line) => lines.push(line),
    log: () => {},
  });
  expect([verdict.lost, verdict.unexpected, verdict.leftOver]).toEqual([[], [], 0]);
  expect(verdict.acknowledged).toBeGreaterThan(40);
  expect(Object.values(kills).reduce((sum, count) => sum + count, 0)).toBe(8);
  expect(lines.length).toBeGreaterThan(5);
}, 400_000);
