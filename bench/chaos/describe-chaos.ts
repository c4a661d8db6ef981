import type { Seated } from './load/seat-people.ts';
import type { Sent } from './load/sent.ts';
import type { Chaos } from './run-chaos.ts';

/** What came of it, for people. */
export function describeChaos({ verdict, kills, faults, seconds, ...chaos }: Chaos, seed: number): string {
  const { lost, unexpected, stale } = verdict;
  const places = Object.entries(kills).map(([name, count]) => `  ${String(count).padStart(6)}  ${name}`);
  const rows: readonly (readonly [string, number | string])[] = [
    ['attempts', `${verdict.attempts} events in ${verdict.requests} requests`],
    ['decisions', decisions(chaos.seated, chaos.sentAgain)],
    ['acknowledged', verdict.acknowledged],
    ['rejoins', `${chaos.rejoins.told}, and ${chaos.rejoins.untold} that Event Grid lost`],
    ['lost', lost.length],
    ['unexpected', unexpected.length],
    ['stale', `${stale.length}, and ${verdict.onTheWire} by a call long on the wire`],
    ['recovered', verdict.recovered],
    ['duplicated', verdict.duplicated],
    ['left over', verdict.leftOver],
    ['removals', `${verdict.removals} in ${verdict.calls} calls`],
    ['faults', `${faults.acs} of ACS, ${faults.storage} of storage`],
    ['recovery', recovery(verdict.recoveryMs)],
    ['took', `${seconds} s, seed ${seed}`],
  ];
  const table = rows.map(([name, value]) => `${name.padEnd(14)}${value}`).join('\n');
  const named = Object.entries({ lost, unexpected, stale }).flatMap(([what, those]) =>
    those.slice(0, 10).map((one) => `\n${what}: ${one}`),
  );
  return `\nKilled\n${places.join('\n')}\n\n${table}${named.join('')}`;
}

function decisions({ alone, stories }: Seated, sentAgain: number): string {
  const sent = [...alone, ...stories.flatMap((story) => story.decisions)];
  const count = (fits: (one: Sent) => unknown) => sent.filter(fits).length;
  const [removals, bans, unbans] = (['remove', 'ban', 'unban'] as const).map((wanted) =>
    count(({ action }) => action === wanted),
  );
  const ending = count(({ lastsMs }) => lastsMs !== undefined);
  const everywhere = count(({ threadId }) => threadId === '*');
  return `${removals} removals, ${bans} bans (${ending} with an end), ${unbans} unbans; ${everywhere} for every thread; ${sentAgain} sent again`;
}

function recovery(ms: readonly number[]): string {
  if (ms.length === 0) return 'none needed';
  const at = (share: number) => `${((ms[Math.floor((ms.length - 1) * share)] ?? 0) / 1_000).toFixed(1)} s`;
  return `median ${at(0.5)}, 99 of 100 ${at(0.99)}, longest ${at(1)}`;
}
