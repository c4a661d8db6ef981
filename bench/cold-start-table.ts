import type { App } from './prepare-apps.ts';

/** All that was measured of one app, a run an entry. */
export interface Measured {
  readonly loadMs: number[];
  readonly rssMiB: number[];
  readonly firstRemovalMs: number[];
  /** Of an instance that has waited for it. */
  readonly keptReadyMs: number[];
}

/** The value in the middle; of two in the middle, their mean. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
  return (lower + upper) / 2;
}

/** What is told of each app, and in which unit. */
const quantities = [
  ['loadMs', 'load', 'ms'],
  ['rssMiB', 'memory', 'MiB'],
  ['firstRemovalMs', 'first removal', 'ms'],
  ['keptReadyMs', 'first removal, kept ready', 'ms'],
] as const satisfies readonly (readonly [keyof Measured, string, string])[];

/** The medians as a table in Markdown: an app a column, and ours against each of the others. */
export function coldStartTable(measured: ReadonlyMap<App['name'], Measured>): string {
  const names = [...measured.keys()];
  const header = ['', ...names, 'ours : empty', 'ours : peer'];
  const rows = quantities.map(([quantity, title, unit]) => {
    const of = (name: App['name']) => median(measured.get(name)?.[quantity] ?? []);
    const told = (value: number, digits: number) => (Number.isNaN(value) ? '' : value.toFixed(digits));
    const ratio = (other: App['name']) => told(of('chat-bouncer') / of(other), 2);
    return [
      title,
      ...names.map((name) => (Number.isNaN(of(name)) ? '' : `${told(of(name), 1)} ${unit}`)),
      ratio('empty'),
      ratio('peer'),
    ];
  });
  const dashes = header.map((_, column) => (column === 0 ? '---' : '---:'));
  return [header, dashes, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
