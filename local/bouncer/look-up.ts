import { callApi } from './call-api.ts';
import { type Decision, decision as shape } from './decision.ts';
import type { Desk } from './desk.ts';
import type { Deployment } from './find-deployment.ts';
import { expectAnswer } from './refusal.ts';

/** What is on record of a decision. @throws BouncerError when nothing is. */
export async function lookUp(
  decision: string,
  deployment: Deployment,
  { clock }: Pick<Desk, 'clock'>,
): Promise<Decision> {
  const answer = await callApi(deployment, {
    method: 'GET',
    path: `decisions/${encodeURIComponent(decision)}`,
  });
  return expectAnswer(answer, [200], shape, clock.now());
}
