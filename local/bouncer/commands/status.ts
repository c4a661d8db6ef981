import { awaitEnding, waitOptions, waitUntil } from '../await-ending.ts';
import { wrongUsage } from '../bouncer-error.ts';
import { callApi } from '../call-api.ts';
import { defineCommand } from '../command.ts';
import { exitOf, decision as shape } from '../decision.ts';
import { describeDecision } from '../describe-decision.ts';
import { deploymentOptions, findDeployment } from '../find-deployment.ts';
import { expectAnswer } from '../refusal.ts';

export const status = defineCommand({
  about: 'says how a decision stands, or has ended',
  usage: 'DECISION, or --id ID [--source NAME] [--dry-run]',
  examples: ['status --local --id case-4711', 'status H8aGMG4M6EZwUf72OzRn-JENen6 --local --wait'],
  words: 'one',
  options: {
    id: { value: 'ID', about: 'the sender’s own name for it' },
    source: { value: 'NAME', about: 'with --id: who sent it (default)' },
    'dry-run': { about: 'with --id: its dry run is meant' },
    ...waitOptions,
    ...deploymentOptions,
  },
  async run(given, [word], desk) {
    if ((word === undefined) === (given.id === undefined)) {
      throw wrongUsage(
        'It is not clear which decision is meant.',
        'Give its name, as send shows it, or give --id and --source; one of the two.',
      );
    }
    const deployment = await findDeployment(given, desk);
    const answer =
      word === undefined
        ? await callApi(deployment, {
            method: 'GET',
            path: 'decisions',
            query: { id: given.id, source: given.source, dryRun: given['dry-run'] ? 'true' : undefined },
          })
        : await callApi(deployment, { method: 'GET', path: `decisions/${encodeURIComponent(word)}` });
    const found = expectAnswer(answer, [200], shape, desk.clock.now());
    const deadline = waitUntil(given, desk);
    const seen =
      deadline === undefined ? found : await awaitEnding(found.decision, deployment, deadline, desk);
    return { exit: exitOf(seen), text: describeDecision(seen, desk), json: seen };
  },
});
