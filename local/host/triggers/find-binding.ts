import type { Binding, FunctionMetadata } from '../worker-link/messages.ts';

/** A function's trigger, with the name under which its input goes to the worker. */
export function findBinding({ bindings }: FunctionMetadata, type: string): [name: string, binding: Binding] {
  const found = Object.entries(bindings).find(
    ([, binding]) => binding.type.toLowerCase() === type.toLowerCase(),
  );
  if (!found) throw new Error(`it has no ${type}`);
  return found;
}
