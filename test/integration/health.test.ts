import { describe, expect, it } from 'vitest';
import { stackUnderTest } from './stack-under-test.ts';

describe('health', () => {
  const under = stackUnderTest();

  it('is well when configuration, secrets and token are', async () => {
    const { status, json } = await under.operate('/api/health');
    const well = { ok: true };
    expect([status, json]).toEqual([
      200,
      {
        healthy: true,
        checks: {
          cleanups: well,
          configuration: well,
          ledger: well,
          moderator: well,
          sources: well,
          token: well,
        },
      },
    ]);
  });

  it('needs an operator’s key', async () => {
    expect(await under.request('/api/health')).toMatchObject({ status: 401 });
    expect(await under.request('/api/health', { headers: { 'x-functions-key': 'wrong' } })).toMatchObject({
      status: 401,
    });
  });

  it('says what is missing, and what to do', async () => {
    await under.stack.host.restartWorker();
    under.stack.azure.vault.deleteSecret('acs-moderator-id');
    const { status, json } = await under.operate('/api/health');
    expect([status, json]).toMatchObject([
      503,
      {
        healthy: false,
        checks: { moderator: { ok: false, hint: 'Put the secret acs-moderator-id into the vault.' } },
      },
    ]);
  });
});

describe('with a source whose key is none', () => {
  const under = stackUnderTest();

  it('health names the secret, and not what is in it', async () => {
    const odd = 'neither whsec nor whpk';
    under.stack.azure.vault.setSecret('webhook-signing-key', odd);
    const { status, json, text } = await under.operate('/api/health');
    expect([status, json]).toMatchObject([
      503,
      { checks: { sources: { ok: false, faults: [expect.stringContaining('webhook-signing-key')] } } },
    ]);
    expect(text).not.toContain(odd);
  });
});

describe('with a configuration that cannot be used', () => {
  const under = stackUnderTest({
    settings: { KEY_VAULT_URL: 'http://my-vault', ACS_CREDENTIAL: 'password' },
  });

  it('health names every setting that is wrong', async () => {
    const { status, json } = await under.operate('/api/health');
    expect([status, json]).toEqual([
      503,
      {
        healthy: false,
        checks: {
          configuration: {
            ok: false,
            faults: [
              'KEY_VAULT_URL must be an https URL',
              'ACS_CREDENTIAL must be one of connection-string, managed-identity, access-token',
            ],
          },
        },
      },
    ]);
  });

  it('an event is to come again later, and the sender learns nothing of the settings', async () => {
    const answer = await under.send(under.seat().event);
    expect(answer).toMatchObject({ status: 503, json: { type: 'urn:chat-bouncer:problem:misconfigured' } });
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(answer.text).not.toContain('KEY_VAULT_URL');
  });
});
