import { expect, inject, it } from 'vitest';
import { demonstrate } from '../../local/stack/demonstrate.ts';
import { startStack } from '../../local/stack/start-stack.ts';
import { runScript } from './run-script.ts';

it('the demo removes a participant for real, shows the proof and exits 0', async () => {
  const demo = runScript('local/demo.ts', ['--app', inject('appRoot')]);
  expect(await demo.ended).toBe(0);
  const [before = '', after = ''] = demo.output().split('In the thread are now');
  expect(before).toMatch(/Mallory\s+8:acs:/);
  expect(after).not.toMatch(/Mallory\s+8:acs:/);
  expect(after).toMatch(/Ada\s+8:acs:/);
  expect(before).toContain('"outcome": "removed"');
  expect(after).toMatch(/1 {2}participants removed by ACS/);
  expect(after).toContain('Mallory is out.');
});

it('the demo of a ban shows somebody out who was added again', async () => {
  const demo = runScript('local/demo.ts', ['--ban', '--app', inject('appRoot')]);
  expect(await demo.ended).toBe(0);
  const [before = '', after = ''] = demo.output().split('Ada adds Mallory again');
  expect(before).toContain('"outcome": "ban-set"');
  const [added = '', end = ''] = after.split('Event Grid told the app');
  expect(added).toMatch(/Mallory\s+8:acs:/);
  expect(end).not.toMatch(/Mallory\s+8:acs:/);
  expect(end).toContain('"reason": "spam"');
  expect(end).toContain('Mallory is out, and stays out.');
});

it('the demo says so, and would exit 1, when the person is still in', async () => {
  const stack = await startStack({ appRoot: inject('appRoot') });
  stack.azure.faults.add({ match: { operation: 'chat.removeParticipant' }, times: 'always', status: 403 });
  const lines: string[] = [];
  try {
    expect(await demonstrate(stack, (line = '') => lines.push(line))).toBe(false);
  } finally {
    await stack.stop();
  }
  expect(lines.at(-1)).toContain('It did not work');
});
