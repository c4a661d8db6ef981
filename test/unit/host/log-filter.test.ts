import { expect, it } from 'vitest';
import { createHostLog } from '../../../local/host/logs/host-log.ts';
import { logFilter } from '../../../local/host/logs/log-filter.ts';

it.each([
  [{}, 'information', 'Function.x', true],
  [{}, 'debug', 'Function.x', false],
  [{ default: 'Debug' }, 'debug', 'Host', true],
  [{ default: 'None' }, 'critical', 'Host', false],
  [{ default: 'Error', Function: 'Trace' }, 'trace', 'Function.x.User', true],
  [{ Function: 'Error', 'Function.x': 'Warning' }, 'warning', 'Function.x.User', true],
  [{ Function: 'Error', 'Function.x': 'Warning' }, 'warning', 'Function.xy', false],
  [{ 'Function.x.User': 'Error' }, 'information', 'Function.x', true],
  [{ default: 'sometimes' }, 'information', 'Host', true],
  [{ default: 'sometimes' }, 'debug', 'Host', false],
] as const)('%j lets a line of %s in %s through: %s', (levels, level, category, passes) => {
  expect(logFilter({ ...levels })(level, category)).toBe(passes);
});

it('nobody can forge a line by what they put into a message', () => {
  const lines: string[] = [];
  createHostLog((line) => lines.push(line), {}).user('error', 'f', 'one\r\n[error] host: forged\nand on');
  expect(lines).toEqual(['[error] f: one\\r\\n[error] host: forged\\nand on']);
});
