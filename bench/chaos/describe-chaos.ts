import type { Chaos } from './run-chaos.ts';

/** What came of it, for people. */
export function describeChaos({ verdict, kills, faults, seconds }: Chaos, seed: number): string {
  const { recoveryMs, lost, unexpected } = verdict;
  const at = (share: number) =>
    `${((recoveryMs[Math.floor((recoveryMs.length - 1) * share)] ?? 0) / 1_000).toFixed(1)} s`;
  const places = Object.entries(kills).map(([name, count]) => `  ${String(count).padStart(6)}  ${name}`);
  const rows: readonly (readonly [string, number | string])[] = [
    ['attempts', `${verdict.attempts} events in ${verdict.requests} requests`],
    ['acknowledged', verdict.acknowledged],
    ['lost', lost.length],
    ['unexpected', unexpected.length],
    ['recovered', verdict.recovered],
    ['duplicated', verdict.duplicated],
    ['left over', verdict.leftOver],
    ['removals', `${verdict.removals} in ${verdict.calls} calls`],
    ['faults', `${faults.acs} of ACS, ${faults.storage} of storage`],
    [
      'recovery',
      recoveryMs.length === 0 ? 'none needed' : `median ${at(0.5)}, 99 of 100 ${at(0.99)}, longest ${at(1)}`,
    ],
    ['took', `${seconds} s, seed ${seed}`],
  ];
  const table = rows.map(([name, value]) => `${name.padEnd(14)}${value}`).join('\n');
  const named = lost.length > 0 ? `\nLost: ${lost.slice(0, 10).join(', ')}` : '';
  return `\nKilled\n${places.join('\n')}\n\n${table}${named}`;
}
