import { type Operation, resourceNotFound } from './guard.ts';
import { resourceIdIn, SUBSCRIPTION, same } from './subscription.ts';

/** The function app, as Azure Resource Manager shows it: its functions, each with the type of its trigger. */
export interface FunctionApp {
  /** Replaces what is there, as a deployment does. */
  deploy(functions: Readonly<Record<string, string>>): void;
  /** The type of the trigger of the function with this resource id. */
  triggerOf(resourceId: string): string | undefined;
  reset(): void;
}

/** Made without functions: an app is there before anything is deployed into it. */
export function createFunctionApp(): FunctionApp & { readonly operations: readonly Operation[] } {
  const functions = new Map<string, string>();
  const idOf = (name: string) =>
    resourceIdIn(SUBSCRIPTION.appGroup, `Microsoft.Web/sites/${SUBSCRIPTION.appName}/functions/${name}`);
  return {
    deploy: (deployed) => {
      functions.clear();
      for (const [name, trigger] of Object.entries(deployed)) functions.set(name, trigger);
    },
    triggerOf: (id) => [...functions].find(([name]) => same(idOf(name), id))?.[1],
    reset: () => functions.clear(),
    operations: [
      {
        operation: 'functions.get',
        method: 'GET',
        path: '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Web/sites/{app}/functions/{function}',
        right: 'functions.read',
        handle: ({ params: { group = '', app = '', function: name = '' } }) => {
          const trigger = functions.get(name);
          if (!trigger || !same(app, SUBSCRIPTION.appName) || !same(group, SUBSCRIPTION.appGroup)) {
            return resourceNotFound(`Microsoft.Web/sites/${app}/functions/${name}`, group);
          }
          const properties = { name, config: { bindings: [{ type: trigger, direction: 'in' }] } };
          return { status: 200, body: { id: idOf(name), name: `${app}/${name}`, properties } };
        },
      },
    ],
  };
}
