import type { Result } from './command.ts';
import type { Decision } from './decision.ts';
import { describeDecision } from './describe-decision.ts';
import type { Desk } from './desk.ts';

/** What a dry run has to say: which decisions it would be done to. */
export function wouldAct(
  decisions: readonly Decision[],
  done: string,
  desk: Pick<Desk, 'paint' | 'clock'>,
): Result {
  const told = decisions.map((one) => describeDecision(one, desk));
  const verdict = `A dry run: ${decisions.length || 'nothing'} would be ${done}.`;
  return { exit: 'done', text: [...told, verdict].join('\n\n'), json: { dryRun: true, [done]: decisions } };
}
