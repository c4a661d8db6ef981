import { describe, expect, it } from 'vitest';
import { parseAzdEnv } from '../../../infra/hooks/parse-azd-env.ts';

describe('what azd keeps of an environment', () => {
  it('is read as it was set, JSON among it', () => {
    const sources = '[{"name":"default","format":"native","signature":"standard-webhooks"}]';
    const text = `ACS_NAME="acs"\nWEBHOOK_SOURCES="${sources.replaceAll('"', '\\"')}"\nKEY_VAULT_NAME="kv"`;
    expect(parseAzdEnv(text)).toEqual({ ACS_NAME: 'acs', WEBHOOK_SOURCES: sources, KEY_VAULT_NAME: 'kv' });
  });

  it.each([
    ['a backslash', '\\\\', '\\'],
    ['a backslash before an n', '\\\\n', '\\n'],
    ['lines', 'a\\nb\\rc', 'a\nb\rc'],
    ['what a shell would read', '\\$HOME \\`id\\` \\!', '$HOME `id` !'],
    ['nothing', '', ''],
    ['an equals sign and a hash', 'a=b # c', 'a=b # c'],
  ])('may hold %s', (_what, kept, value) => {
    expect(parseAzdEnv(`A="${kept}"`)).toEqual({ A: value });
  });

  it('is read too where somebody wrote it without quotes, or in others', () => {
    expect(parseAzdEnv('# ours\nA=1\nB=\'x "y"\'\nC = z\n')).toEqual({ A: '1', B: 'x "y"', C: 'z' });
  });
});
