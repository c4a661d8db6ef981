import { app } from '@azure/functions';
import { decisionInPath, unknownDecision } from '../src/http/decision-in-path.ts';
import { recordMembers } from '../src/http/record-members.ts';
import { route } from '../src/http/route.ts';

/** `GET /api/decisions/{decision}`: what is on record of a decision. */
app.http('get-decision', {
  methods: ['GET'],
  authLevel: 'function',
  route: 'decisions/{decision}',
  handler: route(async ({ request, limits }) => {
    const { services } = await import('../src/services.ts');
    const decision = decisionInPath(request);
    const record = await services().ledger.find(decision, limits.signal);
    if (!record) throw unknownDecision();
    return { status: 200, jsonBody: recordMembers(decision, record) };
  }),
});
