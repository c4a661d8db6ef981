import type { Clock } from '../../src/clock.ts';
import type { ArmAnswer } from './resource-manager.ts';

const capMs = 5 * 60_000;
const usualPauseMs = 5_000;

/**
 * Waits until what Azure Resource Manager has begun is over: by the address that its answer names, or else by the
 * resource's own state. https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations
 *
 * @param begun - the answer to the request that made or changed it.
 * @param look - asks at an address, or for the resource itself.
 * @returns nothing if it went well, else the code of what went wrong.
 */
export async function settled(
  begun: ArmAnswer,
  look: (address?: string) => Promise<ArmAnswer>,
  clock: Pick<Clock, 'monotonic' | 'sleep'>,
): Promise<string | undefined> {
  const address = begun.header('azure-asyncoperation');
  const end = clock.monotonic() + capMs;
  let answer = begun;
  for (;;) {
    const over = outcomes[stateOf(answer, address !== undefined)];
    if (over) return over === 'well' ? undefined : codeOf(answer);
    if (clock.monotonic() >= end) return 'TookTooLong';
    const seconds = Number(answer.header('retry-after'));
    await clock.sleep(seconds > 0 ? seconds * 1_000 : usualPauseMs, new AbortController().signal);
    answer = await look(address);
  }
}

const outcomes: Readonly<Record<string, 'well' | 'badly'>> = {
  Succeeded: 'well',
  Failed: 'badly',
  Canceled: 'badly',
};

/** Of an operation its status, of a resource its provisioning state; one without such a state is there at once. */
function stateOf({ body }: ArmAnswer, isOperation: boolean): string {
  if (isOperation) return String(body.status);
  const { provisioningState = 'Succeeded' } = (body.properties ?? {}) as { provisioningState?: unknown };
  return String(provisioningState);
}

const codeOf = ({ body }: ArmAnswer): string =>
  String((body.error as { code?: unknown } | undefined)?.code ?? 'Failed');
