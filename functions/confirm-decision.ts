import { app } from '@azure/functions';
import { confirmAnswer } from '../src/http/confirm-answer.ts';
import { decisionInPath } from '../src/http/decision-in-path.ts';
import { route } from '../src/http/route.ts';
import { confirm } from '../src/moderation/confirm.ts';

/** `POST /api/decisions/{decision}/confirm`: lets a decision go on that is held. */
app.http('confirm-decision', {
  methods: ['POST'],
  authLevel: 'function',
  route: 'decisions/{decision}/confirm',
  handler: route(async ({ request, limits, log }) => {
    const { services } = await import('../src/services.ts');
    const decision = decisionInPath(request);
    const confirmed = await confirm(decision, services(), limits.signal);
    log.info('confirm', { decision, result: confirmed });
    return confirmAnswer(decision, confirmed);
  }),
});
