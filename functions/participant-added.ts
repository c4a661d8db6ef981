import { app } from '@azure/functions';
import { logTo } from '../src/log.ts';

/** Event Grid: somebody was added to a thread. Whoever is banned from it is put out again. */
app.eventGrid('participant-added', {
  handler: async (event, context) => {
    const { receiveArrival } = await import('../src/intake/receive-arrival.ts');
    const { services } = await import('../src/services.ts');
    await receiveArrival(event, services(), logTo(context));
  },
});
