import { actOnDecisions } from '../act-on-decisions.ts';
import { waitOptions, waitUntil } from '../await-ending.ts';
import { wrongUsage } from '../bouncer-error.ts';
import { defineCommand } from '../command.ts';
import { eachOf } from '../each-of.ts';
import { deploymentOptions, findDeployment } from '../find-deployment.ts';
import { everything, listDecisions } from '../list-decisions.ts';
import { lookUp } from '../look-up.ts';
import { ago } from '../option-values.ts';
import { wouldAct } from '../would-act.ts';

export const redrive = defineCommand({
  about: 'tries failed decisions again',
  usage: 'DECISION…, or --since TIME',
  more: 'What was decided more than an hour ago takes --force, since somebody may have let the person in again.',
  examples: ['redrive H8aGMG4M6EZwUf72OzRn-JENen6 --local', 'redrive --since 2h --local --dry-run'],
  words: 'many',
  options: {
    since: {
      value: 'TIME',
      as: ago,
      about: 'all that have failed since then: 2026-11-23T09:30:00Z, or how long ago, 2h or 7d',
    },
    force: { about: 'also those that were decided more than an hour ago' },
    'dry-run': { about: 'says which, and leaves them as they are' },
    ...waitOptions,
    ...deploymentOptions,
  },
  async run(given, words, desk) {
    if (words.length > 0 === (given.since !== undefined)) {
      throw wrongUsage(
        'It is not clear which decisions are meant.',
        'Name them, or give --since TIME; one of the two.',
      );
    }
    const deployment = await findDeployment(given, desk);
    const since = given.since?.(desk.clock.now());
    const failed = async () => {
      const { items } = await listDecisions('failed', deployment, everything, desk);
      return items.filter(({ updated }) => updated === undefined || Date.parse(updated) >= (since ?? 0));
    };
    if (given['dry-run']) {
      const found =
        since === undefined
          ? await eachOf(words, 'found', desk, (one) => lookUp(one, deployment, desk))
          : await failed();
      return wouldAct(
        found.filter(({ status }) => status === 'failed'),
        'redriven',
        desk,
      );
    }
    const decisions = since === undefined ? words : (await failed()).map(({ decision }) => decision);
    if (decisions.length === 0)
      return { exit: 'done', text: 'Nothing has failed since then.', json: { redriven: [], left: [] } };
    const query = { force: given.force ? 'true' : undefined };
    const deadline = waitUntil(given, desk);
    return await actOnDecisions(
      decisions,
      deployment,
      { act: 'redrive', query, done: 'redriven', deadline },
      desk,
    );
  },
});
