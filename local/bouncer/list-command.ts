import { type Command, defineCommand } from './command.ts';
import { describeDecision } from './describe-decision.ts';
import { deploymentOptions, findDeployment } from './find-deployment.ts';
import { type Listed, listDecisions } from './list-decisions.ts';
import { pageOptions } from './read-pages.ts';

const options = { ...pageOptions, ...deploymentOptions } as const;

/** A command that lists decisions of one kind. */
export function listCommand(
  status: Listed,
  { about, none, next }: { readonly about: string; readonly none: string; readonly next: string },
): Command<typeof options> {
  return defineCommand({
    about,
    usage: '',
    examples: [`${status} --local`, `${status} --url https://my-app.azurewebsites.net --all --json`],
    options,
    async run(given, _words, desk) {
      const page = await listDecisions(status, await findDeployment(given, desk), given, desk);
      const { items: decisions, continuation } = page;
      const told = decisions.map((one) => describeDecision(one, desk)).join('\n\n');
      const more = continuation ? `There are more: give --all, or --continuation ${continuation}` : undefined;
      return {
        exit: 'done',
        text: decisions.length > 0 ? [told, next, more].filter(Boolean).join('\n\n') : none,
        json: { decisions, ...(continuation && { continuation }) },
      };
    },
  });
}
