import { waitOptions, waitUntil } from './await-ending.ts';
import type { Given, Options } from './command.ts';
import type { Desk } from './desk.ts';
import { deploymentOptions, findDeployment } from './find-deployment.ts';
import { formats } from './make-delivery.ts';
import { oneOf } from './option-values.ts';
import type { Sending } from './send-delivery.ts';
import { findSigning, signingOptions } from './signing-options.ts';

/** How a command that sends is told where to, in which words and how signed. */
export const sendOptions = {
  source: { value: 'NAME', about: 'the source to send as: the last part of its address (default)' },
  format: {
    value: 'FORMAT',
    as: oneOf(formats),
    about: 'native (the default), cloudevents, or cloudevents-binary (where nothing is signed)',
  },
  ...waitOptions,
  ...signingOptions,
  ...deploymentOptions,
} as const satisfies Options;

/** @throws BouncerError when something needed is not said. */
export async function sendingOf(given: Given<typeof sendOptions>, desk: Desk): Promise<Sending> {
  const deployment = await findDeployment(given, desk);
  const deadline = waitUntil(given, desk);
  return {
    deployment,
    source: given.source ?? 'default',
    signing: findSigning(given, desk, deployment),
    ...(deadline !== undefined && { deadline }),
  };
}
