import { describe, expect, it } from 'vitest';
import { coldStartTable, type Measured, median } from '../../../bench/cold-start-table.ts';

describe('the median', () => {
  it.each([
    [[3], 3],
    [[9, 1, 5], 5],
    [[4, 1, 3, 2], 2.5],
    [[10, 9, 100], 10],
  ])('of %j is %d', (values, middle) => {
    expect(median(values)).toBe(middle);
  });

  it('of nothing is not a number', () => {
    expect(median([])).toBeNaN();
  });
});

describe('the table of the cold start', () => {
  const measured = new Map<'empty' | 'chat-bouncer' | 'peer', Measured>([
    ['empty', { loadMs: [20, 10, 900], rssMiB: [50], firstRemovalMs: [], keptReadyMs: [] }],
    ['chat-bouncer', { loadMs: [25, 25, 25], rssMiB: [55], firstRemovalMs: [150, 100], keptReadyMs: [40] }],
    ['peer', { loadMs: [100], rssMiB: [80], firstRemovalMs: [250], keptReadyMs: [80] }],
  ]);
  const rows = coldStartTable(measured)
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));

  it('has an app a column and a quantity a row, as Markdown', () => {
    expect(rows[0]).toEqual(['', '', 'empty', 'chat-bouncer', 'peer', 'ours : empty', 'ours : peer', '']);
    expect(rows[1]?.slice(1, -1).every((cell) => /^-+:?$/.test(cell))).toBe(true);
    expect(rows.slice(2).map(([, title]) => title)).toEqual([
      'load',
      'memory',
      'first removal',
      'first removal, kept ready',
    ]);
  });

  it('tells medians, which one slow run does not move, and ours against the others', () => {
    expect(rows[2]?.slice(2, 7)).toEqual(['20.0 ms', '25.0 ms', '100.0 ms', '1.25', '0.25']);
  });

  it('leaves empty what was not measured', () => {
    expect(rows[4]?.slice(2, 7)).toEqual(['', '125.0 ms', '250.0 ms', '', '0.50']);
  });
});
