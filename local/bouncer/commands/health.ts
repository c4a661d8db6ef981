import * as z from 'zod';
import { callApi } from '../call-api.ts';
import { defineCommand } from '../command.ts';
import { deploymentOptions, findDeployment } from '../find-deployment.ts';
import { expectAnswer } from '../refusal.ts';

const check = z.looseObject({
  ok: z.boolean(),
  faults: z.array(z.string()).optional(),
  hint: z.string().optional(),
});

const answered = z.looseObject({ healthy: z.boolean(), checks: z.record(z.string(), check) });

export const health = defineCommand({
  about: 'says whether the app has all it needs, and what is wrong if not',
  usage: '',
  examples: ['health --local'],
  options: deploymentOptions,
  async run(given, _words, desk) {
    const { clock, paint } = desk;
    const deployment = await findDeployment(given, desk);
    const answer = await callApi(deployment, { method: 'GET', path: 'health' });
    const found = expectAnswer(answer, [200, 503], answered, clock.now());
    const lines = Object.entries(found.checks).flatMap(([name, { ok, faults = [], hint }]) => [
      `  ${name.padEnd(15)}${ok ? paint('good', 'ok') : paint('bad', faults.join(' ') || 'not ok')}`,
      ...(hint ? [`  ${''.padEnd(15)}${hint}`] : []),
    ]);
    const verdict = found.healthy ? paint('good', 'is well') : paint('bad', 'is not well');
    return {
      exit: found.healthy ? 'done' : 'unavailable',
      text: [`${deployment.url} ${verdict}`, ...lines].join('\n'),
      json: found,
    };
  },
});
