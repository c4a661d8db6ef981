import { expect, it } from 'vitest';
import { createLeakSearch } from '../../../../bench/fuzz/find-leaks.ts';
import { judgeLog } from '../../../../bench/fuzz/judge-log.ts';

const secret = 'a secret of sixteen characters';
const leaksIn = createLeakSearch({ kept: [secret], issued: () => [], canary: 'canary' });
const judge = (...lines: string[]) => judgeLog(lines, leaksIn);
const stack = '\\n    at storageError (file:///app/main.js:2:33910)';
const thrown = (error: string) =>
  `[error] enforce: Executed 'Functions.enforce' (Failed, Id=1, Duration=5ms) ${error}${stack}`;

it('nothing is wrong with what the app usually says, nor with how the host tells that a message comes again', () => {
  expect(
    judge('[information] sweep: {"event":"swept"}', thrown('UpstreamError: Storage could not be used.')),
  ).toEqual([]);
});

it('nor that a caller has left before the handler was called', () => {
  const error = 'TypeError: Response body object should not be disturbed or locked';
  expect(judge(thrown(`${error}\\n    at createStreamRequest (file:///app/main.js:2:75903)`))).toEqual([]);
  expect(judge(thrown(`${error}\\n    at ours (file:///app/main.js:2:75903)`))).toHaveLength(1);
});

it.each([
  ['a stack in a line of our own', `[error] sweep: {"event":"x"}${stack}`, /^a log line holds a stack/],
  ['a secret in one', `[error] sweep: ${secret}`, /^a log line holds a secret/],
  ['a secret in what was thrown', thrown(`UpstreamError: ${secret}`), /^a log line holds a secret/],
  ['what nobody meant to throw', thrown('TypeError: x is not a function'), /^a function has thrown: /],
  ['a fault of our own', '[error] receive-events: {"event":"internal-fault"}', /^logged /],
  ['settings that cannot be used', '[error] sweep: {"event":"misconfigured"}', /^logged /],
])('%s is a finding', (_what, line, finding) => {
  expect(judge(line)).toEqual([expect.stringMatching(finding)]);
});

it('a finding gives no secret away', () => {
  expect(judge(`[error] sweep: ${secret}`).join()).not.toContain(secret);
});
