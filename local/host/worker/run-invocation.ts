import type { Invocation, InvocationOutcome, LogLevel, WorkerLog } from '../worker-link/messages.ts';
import type { AppRegistry } from './app-registry.ts';
import { logWithHooks } from './log-with-hooks.ts';
import { runHooks } from './run-hooks.ts';

/**
 * Runs one invocation: arguments, preInvocation hooks, the function, postInvocation hooks, response.
 *
 * @throws whatever the function, a hook or the library throws
 * @see https://github.com/Azure/azure-functions-nodejs-worker/blob/v4.x/src/eventHandlers/InvocationHandler.ts
 */
export async function runInvocation(
  registry: AppRegistry,
  invocation: Invocation,
): Promise<InvocationOutcome> {
  const { invocationId, functionName } = invocation;
  const registered = registry.functions.get(functionName);
  if (!registered || !registry.model) throw new Error(`Function code for '${functionName}' is not loaded.`);

  let invocationContext: unknown;
  const core = {
    invocationId,
    metadata: registered.metadata,
    request: invocation,
    state: undefined as string | undefined,
    log: (level: LogLevel, category: WorkerLog['category'], message: string) =>
      logWithHooks(registry, { level, category, message, functionName }, invocationContext),
  };
  const model = registry.model.getInvocationModel(core);
  const { context, inputs } = await model.getArguments();
  invocationContext = context;

  const shared = { hookData: {}, appHookData: registry.appHookData, invocationContext: context };
  const before = { ...shared, functionCallback: registered.callback, inputs };
  const hooks = async (name: 'preInvocation' | 'postInvocation', hookContext: object) => {
    core.state = `${name}Hooks`;
    await runHooks(registry, name, hookContext).finally(() => {
      core.state = undefined;
    });
  };

  await hooks('preInvocation', before);
  const after = { ...shared, inputs: before.inputs, result: null as unknown, error: null as unknown };
  core.state = 'invocation';
  try {
    after.result = await model.invokeFunction(context, before.inputs, before.functionCallback);
  } catch (error) {
    after.error = error;
  }
  await hooks('postInvocation', after);
  // So `throw undefined` is no failure, and a hook that clears the error swallows it: both as in Azure.
  if (after.error !== null && after.error !== undefined) throw after.error;
  return await model.getResponse(context, after.result);
}
