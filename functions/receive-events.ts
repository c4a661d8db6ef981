import { app } from '@azure/functions';
import { route } from '../src/http/route.ts';

/**
 * `POST /api/events/{source?}`: takes moderation events, carries them out and says how they ended, or that they go on.
 * `OPTIONS`: lets a sender of CloudEvents ask whether it may send.
 */
app.http('receive-events', {
  methods: ['POST', 'OPTIONS'],
  authLevel: 'function',
  route: 'events/{source?}',
  handler: route(async (call) => {
    // Loaded by the first event: all that is loaded at start delays every cold start.
    const { receiveEvents } = await import('../src/intake/receive-events.ts');
    const { answerHandshake } = await import('../src/intake/answer-handshake.ts');
    const { services } = await import('../src/services.ts');
    const { method } = call.request;
    return method === 'OPTIONS' ? answerHandshake(call, services()) : await receiveEvents(call, services());
  }),
});
