import type { Stack } from '../../local/stack/start-stack.ts';
import type { Secrets } from './find-leaks.ts';
import { canaryOf } from './scene.ts';
import type { FuzzSources } from './sources.ts';

/** All that is secret while a run goes on. */
export function secretsOf({ azure, storage, host }: Stack, sources: FuzzSources, seed: number): Secrets {
  const { master, host: ofHost, functions, system } = host.keys;
  const ofFunctions = Object.values(functions).flatMap((keys) => Object.values(keys));
  const signing = [...sources.secrets.values()].flatMap((secret) => secret.split(' '));
  const kept = [
    // Whoever has a public key can only verify.
    ...signing.filter((key) => !key.startsWith('whpk_')),
    ...[master, ...Object.values(ofHost), ...ofFunctions, ...Object.values(system)],
    ...[storage.account.key, azure.identityHeader, azure.controlKey],
  ];
  return { kept, issued: azure.issuedSecrets, canary: canaryOf(seed) };
}
