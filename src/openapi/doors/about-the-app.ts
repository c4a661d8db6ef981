import { refer } from '../components.ts';
import { jsonAnswer, operation } from '../operation.ts';
import { forOperators } from '../security.ts';

const well = { ok: true };
const allWell = {
  healthy: true,
  checks: { configuration: well, moderator: well, token: well, ledger: well },
};
const noModerator = {
  ok: false,
  faults: ['Key Vault has no secret acs-moderator-id.'],
  hint: 'Put the secret acs-moderator-id into the vault.',
};
const ill = { healthy: false, checks: { ...allWell.checks, moderator: noModerator } };

/** How the app is, and what it can do. */
export const aboutTheApp = {
  '/api/health': {
    get: operation({
      id: 'health',
      tag: 'Operation',
      summary: 'See whether all is well',
      description: ['Whether configuration, secrets, token and storage are in order and nothing is overdue.'],
      security: forOperators,
      answers: {
        200: jsonAnswer('All is well.', refer('Health'), {
          examples: { well: { summary: 'All is well', value: allWell } },
        }),
        503: jsonAnswer('Something is not, and what.', refer('Health'), {
          examples: { ill: { summary: 'A secret is missing', value: ill } },
        }),
      },
      problems: [],
    }),
  },
  '/api/openapi.json': {
    get: operation({
      id: 'openapi',
      tag: 'Operation',
      summary: 'Read this document',
      description: ['The contract, made from what the app checks requests by.'],
      security: forOperators,
      answers: { 200: jsonAnswer('An OpenAPI 3.1 document.', { type: 'object' }) },
      problems: [],
    }),
  },
};
