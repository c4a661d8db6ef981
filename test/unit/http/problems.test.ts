import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { endings, holds, problems, waits } from '../../../src/http/problems.ts';

it('every problem is explained in docs/problems.md, and nothing else is', async () => {
  const document = await readFile(new URL('../../../docs/problems.md', import.meta.url), 'utf8');
  const explained = [...document.matchAll(/^### (\S+)$/gm)].map(([, name]) => name);
  expect(explained.sort()).toEqual(Object.keys({ ...problems, ...endings, ...holds, ...waits }).sort());
});

it('every fault of ours asks to come back, so none of them is a 4xx', () => {
  for (const name of ['upstream-unavailable', 'misconfigured', 'internal-fault'] as const) {
    expect(problems[name].status).toBe(503);
  }
});
