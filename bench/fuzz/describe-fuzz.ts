import type { Fuzzed } from './run-fuzz.ts';

/** What came of it, for people. */
export function describeFuzz(fuzzed: Fuzzed, seed: number): string {
  const { sent, answers, removals, findings, memory, longestMs, seconds } = fuzzed;
  const counts = Object.entries(answers).sort(([, one], [, other]) => other - one);
  const mib = (name: 'inUseMiB' | 'rssMiB') =>
    memory
      ? `${memory.warm[name].toFixed(1)} MiB after the warm-up, ${memory.end[name].toFixed(1)} MiB at the end`
      : 'not measured';
  const rows: readonly (readonly [string, number | string])[] = [
    ['requests', `${sent}, ${Math.round(sent / Math.max(1, seconds))} a second, seed ${seed}`],
    ['answers', counts.map(([name, count]) => `${name}: ${count}`).join(', ')],
    ['longest', `${Math.round(longestMs)} ms`],
    ['calls', `${removals} for removals`],
    ['in use', mib('inUseMiB')],
    ['held', mib('rssMiB')],
    ['took', `${seconds} s`],
    ['findings', findings.length],
  ];
  const table = rows.map(([name, value]) => `${name.padEnd(14)}${value}`).join('\n');
  const hint = `\n\nOne request alone: npm run fuzz -- --seed ${seed} --only INDEX`;
  const named =
    findings.length > 0 ? `\n\n${findings.map((finding) => `- ${finding}`).join('\n')}${hint}` : '';
  return `\n${table}${named}`;
}
