import { describe, expect, it } from 'vitest';
import { azureFault, explainError } from '../../../infra/hooks/explain-error.ts';
import { HookError } from '../../../infra/hooks/hook-error.ts';

const fault = (members: object) => Object.assign(new Error('https://host/?sig=secret'), members);

describe('an error of an Azure SDK', () => {
  it('is told as one line: what, Azure’s word for it, what to do', () => {
    const error = explainError(
      'The keys could not be read',
      fault({ statusCode: 404, code: 'ResourceNotFound' }),
      {
        404: 'Set ACS_NAME.',
      },
    );
    expect(error).toBeInstanceOf(HookError);
    expect(error.message).toBe('The keys could not be read (404 ResourceNotFound). Set ACS_NAME.');
  });

  it('never shows its own message, which may quote the request', () => {
    expect(explainError('It failed', fault({ statusCode: 500 }), {}).message).not.toContain('secret');
  });

  it('is answered by its code before its status', () => {
    const remedies = { 403: 'by status', ForbiddenByConnection: 'by code' };
    const code = 'ForbiddenByConnection';
    expect(explainError('It failed', fault({ statusCode: 403, code }), remedies).message).toMatch(/by code$/);
    expect(explainError('It failed', fault({ statusCode: 403 }), remedies).message).toMatch(/by status$/);
  });

  it.each(['CredentialUnavailableError', 'AggregateAuthenticationError', 'AuthenticationRequiredError'])(
    'that says nobody is signed in (%s) leads to azd auth login',
    (name) => {
      expect(explainError('It failed', fault({ name }), { 403: 'no' }).message).toMatch(/azd auth login/);
    },
  );

  it('without a remedy is worth another try', () => {
    expect(explainError('It failed', fault({ code: 'ECONNRESET' }), {}).message).toBe(
      'It failed (ECONNRESET). Try again: azd provision.',
    );
  });

  it('that was explained already stays as it is', () => {
    const known = new HookError('known');
    expect(explainError('It failed', known, {})).toBe(known);
  });

  it.each([undefined, null, 'text', 7, {}])('may be anything, even %j', (thrown) => {
    expect(azureFault(thrown)).toEqual({ code: 'Unknown' });
  });
});
