import { app } from '@azure/functions';
import { takeLargeHeads } from '../src/http/take-large-heads.ts';
import { warmUp } from '../src/warm-up.ts';
import './confirm-decision.ts';
import './enforce.ts';
import './get-decision.ts';
import './health.ts';
import './list-bans.ts';
import './list-decisions.ts';
import './participant-added.ts';
import './openapi.ts';
import './receive-events.ts';
import './reconcile.ts';
import './redrive-decision.ts';
import './redrive-failed.ts';
import './run-cleanups.ts';
import './sweep.ts';

// Without it a chunked body, as .NET and API Management send it, arrives empty:
// https://github.com/Azure/azure-functions-nodejs-worker/issues/524
app.setup({ enableHttpStream: true });
takeLargeHeads();

// By then an instance that was started by an event is done with it, and one that is kept ready has nothing to do.
setTimeout(warmUp, 1_000).unref();
