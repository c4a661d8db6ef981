import { app } from '@azure/functions';
import { decisionInPath } from '../src/http/decision-in-path.ts';
import { route } from '../src/http/route.ts';

/** `GET /api/decisions/{decision}`: what is on record of a decision. */
app.http('get-decision', {
  methods: ['GET'],
  authLevel: 'function',
  route: 'decisions/{decision}',
  handler: route(
    async ({ request, limits }) => {
      const { getDecision } = await import('../src/http/get-decision.ts');
      const { services } = await import('../src/services.ts');
      return await getDecision(decisionInPath(request), services().ledger, limits.signal);
    },
    // Its children are counted, which may be very many.
    { budgetMs: 30_000 },
  ),
});
