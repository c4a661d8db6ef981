import { app } from '@azure/functions';

// The least that can be called a Functions app: what every app of this kind has to load.
app.http('hello', { methods: ['GET'], authLevel: 'function', handler: () => ({ status: 204 }) });
app.setup({ enableHttpStream: true });
