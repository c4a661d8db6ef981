import { describe, expect, it } from 'vitest';
import { HookError } from '../../../infra/hooks/hook-error.ts';
import { planSecrets } from '../../../infra/hooks/plan-secrets.ts';
import type { ProvisionSettings } from '../../../infra/hooks/provision-settings.ts';
import { signingKeys } from '../../../infra/hooks/signing-keys.ts';

const settings = {
  credential: 'connection-string',
  moderator: { id: '8:acs:x' },
  signingKeys: signingKeys(undefined),
  vaultName: 'kv',
} as const;
const plan = (more: Partial<ProvisionSettings> = {}, ...present: string[]) =>
  planSecrets({ ...settings, ...more }, new Set(present)).map((one) =>
    [one.name, one.do, ...(one.do === 'write' ? [one.from] : [])].join(' '),
  );

describe('the plan for the secrets', () => {
  it('writes all that the default mode needs into an empty vault', () => {
    expect(plan()).toEqual([
      'acs-connection-string write access-key',
      'acs-moderator-id write given',
      'webhook-signing-key write fresh-whsec',
    ]);
  });

  it('has no secret of ACS in managed-identity mode', () => {
    const planned = plan({ credential: 'managed-identity' });
    expect(planned).toEqual(['acs-moderator-id write given', 'webhook-signing-key write fresh-whsec']);
  });

  it('leaves a ready token to whoever owns it', () => {
    expect(plan({ credential: 'access-token' })[0]).toBe('acs-access-token by-hand');
    expect(plan({ credential: 'access-token' }, 'acs-access-token')[0]).toBe('acs-access-token keep');
  });

  it('keeps whatever is there, one by one', () => {
    const names = ['acs-connection-string', 'acs-moderator-id', 'webhook-signing-key'];
    for (const there of names) {
      const kept = plan({}, there).filter((line) => line.endsWith('keep'));
      expect(kept).toEqual([`${there} keep`]);
    }
    expect(plan({ moderator: 'new' }, ...names).every((line) => line.endsWith('keep'))).toBe(true);
  });

  it('makes a new moderator only where there is none', () => {
    expect(plan({ moderator: 'new' })).toContain('acs-moderator-id write new-identity');
    expect(plan({ moderator: 'new' }, 'acs-moderator-id')).toContain('acs-moderator-id keep');
  });

  it('refuses to go on without a moderator, unless one is there', () => {
    expect(() => plan({ moderator: 'as-it-is' })).toThrow(HookError);
    expect(() => plan({ moderator: 'as-it-is' })).toThrow(/Nothing was written to kv/);
    expect(plan({ moderator: 'as-it-is' }, 'acs-moderator-id')).toContain('acs-moderator-id keep');
  });

  it('has a secret for each source that needs one, and leaves those of vendors to them', () => {
    const keys = [
      { secret: 'of-ours', origin: 'fresh-hex', sources: ['ours'] },
      { secret: 'of-vendor', origin: 'vendor', sources: ['vendor'] },
    ] as const;
    const other = ['acs-connection-string write access-key', 'acs-moderator-id write given'];
    const planned = plan({ signingKeys: keys });
    expect(planned).toEqual([...other, 'of-ours write fresh-hex', 'of-vendor by-hand']);
    expect(plan({ signingKeys: keys }, 'of-ours', 'of-vendor').slice(2)).toEqual([
      'of-ours keep',
      'of-vendor keep',
    ]);
    expect(plan({ signingKeys: [] })).toEqual(other);
  });

  it('is not confused by other secrets in the vault', () => {
    expect(plan({}, 'acs-connection-string-old', 'something')).toEqual(plan());
  });
});
