import { randomBytes, randomUUID } from 'node:crypto';
import type { HostLog } from '../logs/host-log.ts';
import type { Invocation, InvocationOutcome } from '../worker-link/messages.ts';

export type NewInvocation = Omit<Invocation, 'invocationId'>;

/** An invocation on its way: its id is known at once, its outcome later. */
export type StartedInvocation = { invocationId: string; outcome: Promise<InvocationOutcome> };

export type Invoke = (invocation: NewInvocation) => StartedInvocation;

/** Makes the way in which triggers run functions: with an id, a trace and the two lines of the real console. */
export function createInvoke(
  run: (invocation: Invocation) => Promise<InvocationOutcome>,
  log: HostLog,
): Invoke {
  return (invocation) => {
    const { functionName } = invocation;
    const invocationId = randomUUID();
    const begun = performance.now();
    log.function('information', functionName, `Executing 'Functions.${functionName}' (Id=${invocationId})`);
    const executed = (how: string) => {
      const duration = Math.round(performance.now() - begun);
      return `Executed 'Functions.${functionName}' (${how}, Id=${invocationId}, Duration=${duration}ms)`;
    };
    const outcome = run({ traceContext: newTrace(), ...invocation, invocationId });
    outcome.then(
      () => log.function('information', functionName, executed('Succeeded')),
      (error: Error) =>
        log.function('error', functionName, `${executed('Failed')} ${error.stack ?? error.message}`),
    );
    return { invocationId, outcome };
  };
}

/** https://www.w3.org/TR/trace-context/#traceparent-header */
function newTrace(): NonNullable<Invocation['traceContext']> {
  const traceParent = `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-00`;
  return { traceParent, traceState: '', attributes: {} };
}
