import { app } from '@azure/functions';
import { outcomeAnswer } from '../src/http/outcome-answer.ts';
import { route } from '../src/http/route.ts';
import { receiveEvent } from '../src/intake/receive-event.ts';
import { enforce } from '../src/moderation/enforce.ts';
import { outcomeFields } from '../src/moderation/outcome-fields.ts';
import { services } from '../src/services.ts';

/** `POST /api/events`: takes a moderation event, carries it out and says how it ended. */
app.http('receive-events', {
  methods: ['POST'],
  authLevel: 'function',
  route: 'events',
  handler: route(async (call) => {
    const event = await receiveEvent(call);
    const outcome = await enforce(event, services(), call.limits);
    call.log.info('enforced', outcomeFields(event, outcome, call.elapsed()));
    return outcomeAnswer(event.decision, outcome);
  }),
});
