import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readAzureYaml } from './read-azure-yaml.ts';
import { only, snapshotOf } from './snapshots.ts';

const root = new URL('../../../', import.meta.url);
const azd = readAzureYaml();

// The parts of the schema that we use: https://github.com/Azure/azure-dev/blob/main/schemas/v1.0/azure.yaml.json
const shape = {
  name: /^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/,
  infra: { provider: /^bicep$/, path: /^infra$/, module: /^main$/ },
  services: {
    bouncer: { host: /^function$/, language: /^ts$/, project: /^\.$/, dist: /^dist$/, remoteBuild: false },
  },
  hooks: {
    postprovision: bothSystems(/^npm run provision$/),
    postdeploy: bothSystems(/^npm run postdeploy$/),
  },
};

function bothSystems(run: RegExp) {
  return {
    posix: { shell: /^sh$/, run, interactive: true },
    windows: { shell: /^pwsh$/, run, interactive: true },
  };
}

describe('azure.yaml', () => {
  it('says what the schema allows, and no more', () => {
    expect(fits(azd, shape)).toEqual([]);
  });

  it('calls the service what the tag of the app says', () => {
    const tag = only(snapshotOf('default'), 'Microsoft.Web/sites').tags?.['azd-service-name'];
    expect(Object.keys(azd.services ?? {})).toEqual([tag]);
  });

  it('points at a template that is there', () => {
    expect(readdirSync(new URL('infra/', root))).toEqual(
      expect.arrayContaining(['main.bicep', 'main.bicepparam', 'main.json']),
    );
  });

  it('has no .funcignore beside it, which would change what azd packs', () => {
    expect(existsSync(new URL('.funcignore', root))).toBe(false);
  });
});

/** The paths at which a value is not what the shape says. */
function fits(value: unknown, expected: unknown, path = ''): string[] {
  if (expected instanceof RegExp) return expected.test(String(value)) ? [] : [path];
  if (typeof expected !== 'object' || !expected) return value === expected ? [] : [path];
  const keys = new Set([...Object.keys(expected), ...Object.keys(value ?? {})]);
  return [...keys].flatMap((key) =>
    fits((value as never)?.[key], (expected as never)[key], path ? `${path}.${key}` : key),
  );
}
