import { describe, expect, it } from 'vitest';
import { parseTimeSpan } from '../../../local/host/host-json/parse-time-span.ts';
import { findConnection } from '../../../local/host/storage/find-connection.ts';
import { hostId } from '../../../local/host/timers/host-id.ts';
import { isDisabled } from '../../../local/host/triggers/is-disabled.ts';
import { resolveSettings } from '../../../local/host/triggers/resolve-setting.ts';

describe('a time span', () => {
  it.each([
    ['00:00:30', 30_000],
    ['00:00:00.1', 100],
    ['1:02', 3_720_000],
    ['23:59:59', 86_399_000],
    ['2', 172_800_000],
    ['1.00:00:00', 86_400_000],
    ['-00:00:05', -5_000],
    [' 00:01:00 ', 60_000],
  ])('%s', (text, milliseconds) => {
    expect(parseTimeSpan(text)).toBe(milliseconds);
  });
  it.each(['', '30s', '24:00:00', '00:60:00', '00:00:60', '1.5', '::'])('%s is none', (text) => {
    expect(parseTimeSpan(text)).toBeUndefined();
  });
});

describe('a connection', () => {
  const text =
    'DefaultEndpointsProtocol=https;AccountName=acc;AccountKey=a2V5==;EndpointSuffix=core.windows.net';
  it('of an account in Azure has its hosts', () => {
    expect(findConnection({ AzureWebJobsStorage: text })).toEqual({
      connectionString: text,
      account: 'acc',
      key: 'a2V5==',
      blobUrl: 'https://acc.blob.core.windows.net',
      queueUrl: 'https://acc.queue.core.windows.net',
    });
  });
  it('of an emulator has the endpoints it names', () => {
    const local =
      'AccountName=a;AccountKey=k;BlobEndpoint=http://127.0.0.1:1/a/;QueueEndpoint=http://127.0.0.1:2/a';
    expect(findConnection({ Own: local }, 'Own')).toMatchObject({
      blobUrl: 'http://127.0.0.1:1/a',
      queueUrl: 'http://127.0.0.1:2/a',
    });
  });
  it('is the setting with the prefix first, and AzureWebJobsStorage if none is named', () => {
    const settings = { AzureWebJobsOwn: text, Own: 'AccountName=b;AccountKey=k', AzureWebJobsStorage: text };
    expect(findConnection(settings, 'Own').account).toBe('acc');
    expect(findConnection(settings, '').account).toBe('acc');
  });
  it.each([
    [{}, /there is no setting Own/],
    [{ Own: '' }, /there is no setting Own/],
    [{ Own__queueServiceUri: 'https://acc.queue.core.windows.net' }, /is by identity/],
    [{ Own: 'UseDevelopmentStorage=true' }, /without AccountName or AccountKey/],
  ])('that cannot be used is said: %o', (settings, says) => {
    expect(() => findConnection(settings as Record<string, string>, 'Own')).toThrow(says);
  });
});

describe('%NAME%', () => {
  it('is the setting of that name', () => {
    expect(resolveSettings('%A%-%B%', { A: 'one', B: '' })).toBe('one-');
  });
  it('is a fault if there is none', () => {
    expect(() => resolveSettings('x-%A%', {})).toThrow('there is no setting A for x-%A%');
  });
});

it.each([
  [{ 'AzureWebJobs.tick.Disabled': 'true' }, true],
  [{ 'AzureWebJobs.tick.Disabled': '1' }, true],
  [{ AzureWebJobs_tick_Disabled: 'True' }, true],
  [{ 'AzureWebJobs.tick.Disabled': 'false' }, false],
  [{ 'AzureWebJobs.tock.Disabled': 'true' }, false],
  [{}, false],
])('with %o a function is disabled: %s', (settings, disabled) => {
  expect(isDisabled('tick', settings as Record<string, string>)).toBe(disabled);
});

describe('the id under which hosts of an app share locks', () => {
  it('is what the settings say', () => {
    expect(hostId('/app', { AzureFunctionsWebHost__hostid: 'Mine', WEBSITE_SITE_NAME: 'site' })).toBe('mine');
    expect(hostId('/app', { WEBSITE_SITE_NAME: `${'a'.repeat(31)}-more` })).toBe('a'.repeat(31));
  });
  it('is one for each folder otherwise', () => {
    expect(hostId('/app', {})).toMatch(/^local-[\da-f]{16}$/);
    expect(hostId('/app', {})).not.toBe(hostId('/other', {}));
  });
});
