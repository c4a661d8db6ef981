import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkHostJson } from '../../../local/host/host-json/check-host-json.ts';

const http = (settings: object) => checkHostJson({ version: '2.0', extensions: { http: settings } });

it('without settings: the prefix api, no limit, nothing about logs', () => {
  expect(checkHostJson({ version: '2.0' })).toEqual({
    routePrefix: 'api',
    maxConcurrentRequests: Number.POSITIVE_INFINITY,
    logLevels: {},
    extensions: {},
    leaseMs: 60_000,
    leaseRetryMs: 60_000,
    problem: undefined,
  });
});

it.each([
  ['5', 5],
  [5, 5],
  [0, 0],
  [-1, Number.POSITIVE_INFINITY],
  [null, Number.POSITIVE_INFINITY],
])('maxConcurrentRequests %j is %d', (value, limit) => {
  expect(http({ maxConcurrentRequests: value }).maxConcurrentRequests).toBe(limit);
});

it.each(['x', '1.5', {}, [1, 2], true === undefined])(
  'maxConcurrentRequests %j ends the process',
  (value) => {
    expect(() => http({ maxConcurrentRequests: value === false ? 'false' : value })).toThrow(/not a number/);
  },
);

it.each(['/', '/api', 'api/', 'a/b/'])('the routePrefix %s ends the process', (routePrefix) => {
  expect(() => http({ routePrefix })).toThrow(/routePrefix/);
});

describe('functionTimeout', () => {
  it.each(['00:05:00', '1.00:00:00', '00:00:30.5', '-1', -1, '5:00', null])(
    '%s passes',
    (functionTimeout) => {
      expect(checkHostJson({ version: '2.0', functionTimeout }).problem).toBeUndefined();
    },
  );
  it.each(['soon', '', '5 minutes', '::', {}])('%j does not', (functionTimeout) => {
    expect(checkHostJson({ version: '2.0', functionTimeout }).problem).toMatch('functionTimeout');
  });
});

describe("a bundle's version", () => {
  const bundle = (version: unknown) =>
    checkHostJson({
      version: '2.0',
      extensionBundle: { id: 'Microsoft.Azure.Functions.ExtensionBundle', version },
    }).problem;
  it.each(['[4.*, 5.0.0)', '[4.0.0, 5.0.0)', '[4.38.0]', '(4.0, 5.0]'])('%s passes', (version) => {
    expect(bundle(version)).toBeUndefined();
  });
  it.each([undefined, '', 'latest', '4', '[,)'])('%s does not', (version) => {
    expect(bundle(version)).toMatch('version range');
  });
});

it('any JSON is either settings or an error with words', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (file, http) => {
      for (const json of [file, { version: '2.0', logging: file, extensions: { http } }]) {
        try {
          expect(checkHostJson(json)).toHaveProperty('routePrefix');
        } catch (error) {
          expect((error as Error).message).toMatch(/^host\.json: /);
        }
      }
    }),
  );
});

describe('the lease of a timer', () => {
  it('lasts as long as host.json says, and is asked for as often', () => {
    const singleton = {
      listenerLockPeriod: '00:00:15',
      listenerLockRecoveryPollingInterval: '00:00:20',
    };
    expect(checkHostJson({ version: '2.0', singleton })).toMatchObject({
      leaseMs: 15_000,
      leaseRetryMs: 20_000,
    });
  });

  it.each([undefined, {}, { listenerLockPeriod: 'soon' }])('is Azure’s minute with %j', (singleton) => {
    expect(checkHostJson({ version: '2.0', singleton })).toMatchObject({
      leaseMs: 60_000,
      leaseRetryMs: 60_000,
    });
  });
});
