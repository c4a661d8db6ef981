import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { appSettings } from './app-settings.ts';
import { ofType, snapshots } from './snapshots.ts';

const template = readFileSync(new URL('../../../infra/main.json', import.meta.url), 'utf8');

const keyFunction = /list\w*(Keys?|Secrets?|Credentials?|Sas)\w*\(|getsecret/i;

/** What only a secret looks like, or an expression that returns one. */
const secret = new RegExp(
  `${keyFunction.source}|sharedkey|accountkey=|accesskey=|instrumentationkey|primaryconnectionstring`,
  'i',
);

describe.each(snapshots)('%s', (_, snapshot) => {
  it('hands out no secret', () => {
    const risky = Object.entries(snapshot.outputs).filter(
      ([name, value]) =>
        secret.test(String(value)) || /connection_?string|key$|token|password|secret/i.test(name),
    );
    expect(risky).toEqual([]);
  });

  it('hands out text only, so that nothing hides inside', () => {
    expect(Object.values(snapshot.outputs).filter((value) => typeof value !== 'string')).toEqual([]);
  });

  it('puts no secret into a setting', () => {
    expect([...appSettings(snapshot)].filter(([, value]) => secret.test(value))).toEqual([]);
  });

  it('writes no secret into the vault: a hook does', () => {
    expect(ofType(snapshot, 'Microsoft.KeyVault/vaults/secrets')).toEqual([]);
  });
});

it('the template asks Azure for no key at all', () => {
  expect(template).not.toMatch(keyFunction);
});

it('the template takes no secret as a parameter', () => {
  expect(template).not.toMatch(/secure(String|Object)/i);
});
