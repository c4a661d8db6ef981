import type { Clock } from '../../src/clock.ts';
import type { EventSettings } from './event-settings.ts';
import { explainEventError } from './explain-event-error.ts';
import type { ResourceManager } from './resource-manager.ts';

const capMs = 5 * 60_000;
const pauseMs = 5_000;

/**
 * Looks for a function where Azure Resource Manager shows it, which is some time after it was deployed.
 *
 * @param once - looks without waiting.
 * @returns its resource id; nothing if it is not there within five minutes.
 * @throws HookError
 */
export async function awaitFunction(
  name: string,
  settings: EventSettings,
  azure: ResourceManager,
  clock: Pick<Clock, 'monotonic' | 'sleep'>,
  once: boolean,
): Promise<string | undefined> {
  const { subscriptionId, app } = settings;
  const id = `/subscriptions/${subscriptionId}/resourceGroups/${app.resourceGroup}/providers/Microsoft.Web/sites/${app.name}/functions/${name}`;
  const end = clock.monotonic() + (once ? 0 : capMs);
  for (;;) {
    const found = await azure.get(id, '2025-03-01').catch((error: unknown) => {
      const remedies = { 403: `Have the role Contributor on the resource group ${app.resourceGroup}.` };
      throw explainEventError(`The functions of ${app.name} could not be read`, error, settings, remedies);
    });
    if (found) return id;
    if (clock.monotonic() >= end) return undefined;
    await clock.sleep(pauseMs, new AbortController().signal);
  }
}
