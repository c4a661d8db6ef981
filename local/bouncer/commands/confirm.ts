import { actOnDecisions } from '../act-on-decisions.ts';
import { waitOptions, waitUntil } from '../await-ending.ts';
import { wrongUsage } from '../bouncer-error.ts';
import { defineCommand } from '../command.ts';
import { eachOf } from '../each-of.ts';
import { deploymentOptions, findDeployment } from '../find-deployment.ts';
import { everything, listDecisions } from '../list-decisions.ts';
import { lookUp } from '../look-up.ts';
import { wouldAct } from '../would-act.ts';

export const confirm = defineCommand({
  about: 'lets held decisions go on',
  usage: 'DECISION…, or --all --source NAME',
  examples: [
    'confirm H8aGMG4M6EZwUf72OzRn-JENen6 --local --wait',
    'confirm --all --source trust-team --local --dry-run',
  ],
  words: 'many',
  options: {
    all: { about: 'all that are held of one source' },
    source: { value: 'NAME', about: 'with --all: which source' },
    'dry-run': { about: 'says which, and leaves them as they are' },
    ...waitOptions,
    ...deploymentOptions,
  },
  async run(given, words, desk) {
    const isNamed = words.length > 0;
    if (isNamed === (given.all === true) || isNamed === (given.source !== undefined)) {
      throw wrongUsage(
        'It is not clear which decisions are meant.',
        'Name them, or give --all and --source NAME; one of the two.',
      );
    }
    const deployment = await findDeployment(given, desk);
    const held = async () => {
      const { items } = await listDecisions('held', deployment, everything, desk);
      return items.filter(({ source }) => source === given.source);
    };
    if (given['dry-run']) {
      const found = isNamed
        ? await eachOf(words, 'found', desk, (one) => lookUp(one, deployment, desk))
        : await held();
      return wouldAct(
        found.filter(({ status }) => status === 'held'),
        'confirmed',
        desk,
      );
    }
    const decisions = isNamed ? words : (await held()).map(({ decision }) => decision);
    if (decisions.length === 0) {
      return { exit: 'done', text: `Nothing of ${given.source} is held.`, json: { confirmed: [], left: [] } };
    }
    const deadline = waitUntil(given, desk);
    return await actOnDecisions(decisions, deployment, { act: 'confirm', done: 'confirmed', deadline }, desk);
  },
});
