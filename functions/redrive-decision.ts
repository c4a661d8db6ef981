import { app } from '@azure/functions';
import { decisionInPath } from '../src/http/decision-in-path.ts';
import { redriveAnswer } from '../src/http/redrive-answer.ts';
import { route } from '../src/http/route.ts';
import { redrive } from '../src/moderation/redrive.ts';

/** `POST /api/decisions/{decision}/redrive`: tries a decision again that has failed. */
app.http('redrive-decision', {
  methods: ['POST'],
  authLevel: 'function',
  route: 'decisions/{decision}/redrive',
  handler: route(async ({ request, limits, log }) => {
    const { services } = await import('../src/services.ts');
    const decision = decisionInPath(request);
    const force = request.query.get('force') === 'true';
    const redriven = await redrive(decision, services(), force, limits.signal);
    log.info('redrive', { decision, result: redriven, force });
    return redriveAnswer(decision, redriven);
  }),
});
