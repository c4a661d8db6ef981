import { expect, inject, it } from 'vitest';
import { runFuzz } from '../../bench/fuzz/run-fuzz.ts';

it('a short run of mutated and random requests finds nothing wrong', async () => {
  const lines: string[] = [];
  const { sent, answers, removals, findings, memory } = await runFuzz({
    appRoot: inject('appRoot'),
    requests: 1_500,
    seed: 4_711,
    concurrency: 16,
    progress: (line) => lines.push(line),
    log: () => {},
  });
  expect(findings).toEqual([]);
  expect(sent).toBe(1_500);
  // A run in which nothing is taken, or nothing refused, would find nothing either.
  for (const status of [200, 400, 401, 403, 404, 413, 415]) expect(answers[status]).toBeGreaterThan(5);
  expect(removals).toBeGreaterThan(200);
  expect(lines.length).toBeGreaterThan(5);
  if (process.platform !== 'win32') expect(memory).toBeDefined();
}, 600_000);
