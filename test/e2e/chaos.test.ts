import { expect, inject, it } from 'vitest';
import { runChaos } from '../../bench/chaos/run-chaos.ts';

it('a short run of chaos loses nothing, does nothing that nobody asked for, and leaves everybody where they belong', async ({
  onTestFailed,
}) => {
  const lines: string[] = [];
  onTestFailed(() => void process.stderr.write(lines.slice(-60).join('\n')));
  const { verdict, kills, rejoins } = await runChaos({
    appRoot: inject('appRoot'),
    events: 120,
    kills: 8,
    threads: 60,
    bans: 40,
    seed: 4_711,
    hurry: true,
    progress: (line) => lines.push(line),
    log: (line) => lines.push(line),
  });
  expect([verdict.lost, verdict.unexpected, verdict.stale, verdict.leftOver]).toEqual([[], [], [], 0]);
  expect(verdict.acknowledged).toBeGreaterThan(40);
  expect(Object.values(kills).reduce((sum, count) => sum + count, 0)).toBe(8);
  expect(rejoins.told).toBeGreaterThan(10);
  expect(lines.filter((line) => line.includes('events sent')).length).toBeGreaterThan(5);
}, 500_000);
