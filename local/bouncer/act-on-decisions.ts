import { awaitEnding } from './await-ending.ts';
import { BouncerError } from './bouncer-error.ts';
import { callApi } from './call-api.ts';
import type { Result } from './command.ts';
import { type Decision, exitOf, decision as shape } from './decision.ts';
import { labelled, standing, whyOf } from './describe-decision.ts';
import type { Desk } from './desk.ts';
import { eachOf } from './each-of.ts';
import { type Exit, worstOf } from './exit-codes.ts';
import type { Deployment } from './find-deployment.ts';
import { expectAnswer } from './refusal.ts';

/** What is done to decisions by an operator. */
export interface Acting {
  readonly act: 'redrive' | 'confirm';
  readonly query?: Readonly<Record<string, string | undefined>>;
  /** What it is called once it is done: `redriven`. */
  readonly done: string;
  /** When to stop waiting for the end of each, on the clock's monotonic scale; nobody waits, if absent. */
  readonly deadline: number | undefined;
}

type Acted = { readonly decision: string } & ({ readonly now: Decision } | { readonly error: BouncerError });

/** Does the same to many decisions, one by one, and says what came of each. */
export async function actOnDecisions(
  decisions: readonly string[],
  deployment: Deployment,
  { act, query = {}, done, deadline }: Acting,
  desk: Desk,
): Promise<Result> {
  const { clock, paint } = desk;
  const acted = await eachOf(decisions, done, desk, async (decision): Promise<Acted> => {
    try {
      const path = `decisions/${encodeURIComponent(decision)}/${act}`;
      const answer = await callApi(deployment, { method: 'POST', path, query });
      const now = expectAnswer(answer, [200, 202], shape, clock.now());
      const goesOn = deadline !== undefined && exitOf(now) === 'goes-on';
      return { decision, now: goesOn ? await awaitEnding(decision, deployment, deadline, desk) : now };
    } catch (error) {
      if (error instanceof BouncerError) return { decision, error };
      throw error;
    }
  });
  const [gone, left] = [acted.filter((one) => 'now' in one), acted.filter((one) => 'error' in one)];
  const lines = acted.flatMap((one) =>
    'now' in one
      ? [
          `${paint('strong', one.decision)}  ${done}: ${standing(one.now, paint)}`,
          ...labelled([['why', whyOf(one.now)]], paint),
        ]
      : [
          `${paint('strong', one.decision)}  ${paint('bad', one.error.trouble.what)}`,
          `  ${one.error.trouble.remedy}`,
        ],
  );
  const count = acted.length > 1 ? ['', `${gone.length} of ${acted.length} ${done}.`] : [];
  const onward = gone.find((one) => exitOf(one.now) === 'goes-on');
  const advice = onward ? ['', `What goes on, look at again: status ${onward.decision}`] : [];
  return {
    exit: worstOf(acted.map(exitOfActed)),
    text: [...lines, ...count, ...advice].join('\n'),
    json: {
      [done]: gone.map(({ now }) => now),
      left: left.map(({ decision, error: { trouble } }) => ({
        decision,
        why: trouble.what,
        problem: trouble.problem,
      })),
    },
  };
}

const exitOfActed = (one: Acted): Exit => ('now' in one ? exitOf(one.now) : one.error.trouble.exit);
