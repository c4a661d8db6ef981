import { describe, expect, it } from 'vitest';
import { BouncerError } from '../../../local/bouncer/bouncer-error.ts';
import { findDeployment } from '../../../local/bouncer/find-deployment.ts';
import { deskUnderTest } from './desk-under-test.ts';

const none = { url: undefined, 'key-env': undefined, local: undefined, stack: undefined };
const find = (given: Partial<Parameters<typeof findDeployment>[0]>, env: Record<string, string> = {}) =>
  findDeployment({ ...none, ...given }, deskUnderTest(env));

async function trouble(...args: Parameters<typeof find>) {
  const error = await find(...args).catch((error: unknown) => error);
  if (error instanceof BouncerError) return error.trouble;
  throw new Error('It was found.');
}

describe('the app to talk to', () => {
  it('is said by options, or else by the environment', async () => {
    const env = { BOUNCER_URL: 'https://one.example', BOUNCER_KEY: 'key-1', OTHER: ' key-2\n' };
    expect(await find({}, env)).toEqual({
      url: 'https://one.example',
      keys: { send: 'key-1', operate: 'key-1' },
      local: false,
    });
    expect(await find({ url: 'https://two.example', 'key-env': 'OTHER' }, env)).toMatchObject({
      url: 'https://two.example',
      keys: { send: 'key-2' },
    });
  });

  it.each([
    ['https://a.example/', 'https://a.example'],
    ['https://a.example/api', 'https://a.example'],
    ['https://a.example/api/', 'https://a.example'],
    ['https://gateway.example/moderation/', 'https://gateway.example/moderation'],
    ['http://127.0.0.1:7071', 'http://127.0.0.1:7071'],
    ['http://localhost:7071/api', 'http://localhost:7071'],
  ])('at %s is %s', async (url, found) => {
    expect(await find({ url }, { BOUNCER_KEY: 'k' })).toMatchObject({ url: found });
  });

  it.each([
    'http://a.example',
    'http://127.0.0.1.a.example',
    'ftp://a.example',
    'a.example',
    'https://user@a.example',
    'https://a.example/?code=secret',
  ])('is not %s: the key would go in the clear, or astray', async (url) => {
    const said = await trouble({ url }, { BOUNCER_KEY: 'k' });
    expect(said).toMatchObject({ exit: 'usage', what: 'The address of the app must be an https URL.' });
    expect(JSON.stringify(said)).not.toContain('secret');
  });

  it('has to be said', async () => {
    expect(await trouble({}, { BOUNCER_KEY: 'k' })).toMatchObject({
      exit: 'usage',
      remedy: expect.stringContaining('--url'),
    });
  });

  it.each([{}, { BOUNCER_KEY: '' }, { BOUNCER_KEY: ' \n' }])(
    'needs a key: there is none in %j',
    async (env) => {
      const said = await trouble({ url: 'https://a.example' }, env);
      expect(said).toMatchObject({ exit: 'usage', what: 'There is no key in BOUNCER_KEY.' });
    },
  );

  it('is not called with something that can be no key', async () => {
    const said = await trouble({ url: 'https://a.example' }, { BOUNCER_KEY: 'two words' });
    expect(said).toMatchObject({ exit: 'usage', what: 'What is in BOUNCER_KEY is no key.' });
  });

  it('on this machine is none while no stack runs', async () => {
    expect(await trouble({ stack: '/nowhere/stack.json' })).toMatchObject({
      exit: 'unavailable',
      remedy: expect.stringContaining('npm start'),
    });
  });
});
