import type { AppCost, measureHang } from './measure-app.ts';

/** The figures as a table. */
export function describeLoad(
  ours: AppCost,
  peer: AppCost,
  hanging: Awaited<ReturnType<typeof measureHang>>,
): string {
  const row = (what: string, of: (app: AppCost) => number | undefined, unit: string, digits = 0) => {
    const [one, other] = [of(ours), of(peer)];
    const cell = (value: number | undefined) =>
      value === undefined ? '?' : `${value.toFixed(digits)}${unit}`;
    const ratio = one === undefined || !other ? '' : (one / other).toFixed(2);
    return `| ${what} | ${cell(one)} | ${cell(other)} | ${ratio} |`;
  };
  return [
    '',
    '| warm, 8 senders at once | chat-bouncer | peer | ours : peer |',
    '| --- | ---: | ---: | ---: |',
    row('answer, half of them within', ({ p50 }) => p50, ' ms'),
    row('answer, 99 of 100 within', ({ p99 }) => p99, ' ms'),
    row('answer, longest', ({ longest }) => longest, ' ms'),
    row('events a second', ({ perSecond }) => perSecond, ''),
    row('processor time an event', ({ cpuPerEvent }) => cpuPerEvent, ' ms', 2),
    row('calls to storage an event', ({ storagePerEvent }) => storagePerEvent, '', 2),
    row('calls to vault and ACS an event', ({ azurePerEvent }) => azurePerEvent, '', 2),
    '',
    `Answers: ${JSON.stringify(ours.statuses)}, peer ${JSON.stringify(peer.statuses)}.`,
    `Memory of chat-bouncer at each tenth: ${ours.memory.join(', ')} MiB; of the peer: ${peer.memory.join(', ')} MiB.`,
    `With ACS hanging: half answered within ${Math.round(hanging.p50)} ms, the longest ${Math.round(hanging.longest)} ms, ${JSON.stringify(hanging.statuses)}.`,
  ].join('\n');
}
