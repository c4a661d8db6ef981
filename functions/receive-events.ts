import { app } from '@azure/functions';
import { route } from '../src/http/route.ts';
import { takenAnswer } from '../src/http/taken-answer.ts';
import { takeEvent } from '../src/moderation/take-event.ts';
import { watchAttempts } from '../src/moderation/watch-attempts.ts';

/** `POST /api/events`: takes a moderation event, carries it out and says how it ended, or that it goes on. */
app.http('receive-events', {
  methods: ['POST'],
  authLevel: 'function',
  route: 'events',
  handler: route(async (call) => {
    // Loaded by the first event: all that is loaded at start delays every cold start.
    const { receiveEvent } = await import('../src/intake/receive-event.ts');
    const { services } = await import('../src/services.ts');
    const house = services();
    const { event, async } = await receiveEvent(call);
    const watch = watchAttempts(event, call.log, call.elapsed);
    const taken = await takeEvent(event, house, call.limits, { async, watch });
    return takenAnswer(event.decision, taken, async);
  }),
});
