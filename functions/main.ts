import { app } from '@azure/functions';
import './health.ts';
import './receive-events.ts';

// Without it a chunked body, as .NET and API Management send it, arrives empty:
// https://github.com/Azure/azure-functions-nodejs-worker/issues/524
app.setup({ enableHttpStream: true });
