import * as z from 'zod';
import { callApi } from '../call-api.ts';
import { defineCommand } from '../command.ts';
import type { Desk } from '../desk.ts';
import { deploymentOptions, findDeployment } from '../find-deployment.ts';
import { expectAnswer } from '../refusal.ts';

const run = z.looseObject({ rule: z.string(), decision: z.string(), dryRun: z.boolean() });

const answer = z.object({ runs: z.array(run) });

export const cleanup = defineCommand({
  about: 'runs the clean-up rules now',
  usage: '[--rule NAME]',
  more: 'A rule that is set to a dry run stays one. Each run is a decision: `status DECISION` says how it goes.',
  examples: ['cleanup --local --dry-run', 'cleanup --local --rule guests'],
  options: {
    rule: { value: 'NAME', about: 'this rule only (all of CLEANUP_RULES)' },
    'dry-run': { about: 'says whom each rule would remove, and removes nobody' },
    ...deploymentOptions,
  },
  async run(given, _words, desk) {
    const deployment = await findDeployment(given, desk);
    const query = { rule: given.rule, dryRun: given['dry-run'] ? 'true' : undefined };
    const got = await callApi(deployment, { method: 'POST', path: 'cleanup', query });
    const { runs } = expectAnswer(got, [200, 202], answer, desk.clock.now());
    return {
      exit: got.status === 202 ? 'goes-on' : 'done',
      text:
        runs.length > 0 ? runs.map((one) => describe(one, desk)).join('\n') : 'There are no clean-up rules.',
      json: { runs },
    };
  },
});

function describe({ rule, decision, dryRun }: z.output<typeof run>, { paint }: Pick<Desk, 'paint'>): string {
  return `${paint('strong', rule)}  ${dryRun ? 'says whom it would remove' : 'removes people'}: decision ${decision}`;
}
