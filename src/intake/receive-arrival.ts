import type { Log } from '../log.ts';
import type { EnforcePorts } from '../moderation/enforce.ts';
import { keepOut } from '../moderation/keep-out.ts';
import { callMs, leaseMs } from '../moderation/lease.ts';
import { readArrival } from './read-arrival.ts';

/**
 * Takes an event of ACS Chat about somebody who has come into a thread.
 *
 * @throws UpstreamError when it has to be told again, which Event Grid does.
 */
export async function receiveArrival(given: unknown, ports: EnforcePorts, log: Log): Promise<void> {
  const arrival = readArrival(given);
  if (arrival === 'other') return;
  if (arrival === 'unreadable') {
    // To have it told again would change nothing; who is inside all the same, reconciling finds.
    return log.error('unreadable-event', { detail: 'An event of Event Grid is none of ACS Chat’s.' });
  }
  const signal = AbortSignal.timeout(leaseMs);
  const deadline = ports.clock.monotonic() + leaseMs - callMs;
  await keepOut(arrival, ports, log, { signal, deadline, attemptMs: callMs, retries: 0 });
}
