import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { azdEnvironment } from '../../../infra/hooks/azd-environment.ts';

let project: string;
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'chat-bouncer-azd-'));
});
afterEach(() => rm(project, { recursive: true, force: true }));

async function keep(name: string, lines: string): Promise<void> {
  await mkdir(join(project, '.azure', name), { recursive: true });
  await writeFile(join(project, '.azure', name, '.env'), lines);
}
const choose = (defaultEnvironment: unknown) =>
  writeFile(join(project, '.azure/config.json'), JSON.stringify({ version: 1, defaultEnvironment }));

describe('the azd environment', () => {
  it('is the process’s own where azd runs the hook', async () => {
    expect(await azdEnvironment({ ACS_NAME: 'acs' }, project)).toEqual({ ACS_NAME: 'acs' });
  });

  it('is read from where azd keeps the chosen one, when run by hand', async () => {
    await keep('dev', 'ACS_NAME="acs-dev"\nKEY_VAULT_NAME="kv"\n');
    await choose('dev');
    expect(await azdEnvironment({}, project)).toEqual({ ACS_NAME: 'acs-dev', KEY_VAULT_NAME: 'kv' });
  });

  it('is the one that AZURE_ENV_NAME names, before the chosen one', async () => {
    await keep('dev', 'ACS_NAME=dev');
    await keep('live', 'ACS_NAME=live');
    await choose('dev');
    const { ACS_NAME } = await azdEnvironment({ AZURE_ENV_NAME: 'live' }, project);
    expect(ACS_NAME).toBe('live');
  });

  it('comes before what is set for the process, which may be from before a change', async () => {
    await keep('dev', 'ACS_NAME=kept\nKEY_VAULT_NAME=kv');
    const found = await azdEnvironment(
      { AZURE_ENV_NAME: 'dev', ACS_NAME: 'set', ACS_ENDPOINT: 'e' },
      project,
    );
    expect(found).toMatchObject({ ACS_NAME: 'kept', KEY_VAULT_NAME: 'kv', ACS_ENDPOINT: 'e' });
  });

  it('is no more than the process’s own where azd has kept nothing, or nothing that can be read', async () => {
    expect(await azdEnvironment({ AZURE_ENV_NAME: 'gone' }, project)).toEqual({ AZURE_ENV_NAME: 'gone' });
    await mkdir(join(project, '.azure'));
    await writeFile(join(project, '.azure/config.json'), '{ not json');
    expect(await azdEnvironment({}, project)).toEqual({});
    await choose(7);
    expect(await azdEnvironment({}, project)).toEqual({});
  });
});
