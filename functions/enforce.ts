import { app } from '@azure/functions';
import { logTo } from '../src/log.ts';
import { workOff } from '../src/moderation/work-off.ts';

/** The queue `enforcements`: works off decisions that no sender waits for. */
app.storageQueue('enforce', {
  queueName: 'enforcements',
  connection: 'AzureWebJobsStorage',
  handler: async (message, context) => {
    const { services } = await import('../src/services.ts');
    await workOff(message, services(), logTo(context));
  },
});
