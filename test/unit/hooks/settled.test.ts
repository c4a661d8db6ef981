import { describe, expect, it } from 'vitest';
import type { ArmAnswer } from '../../../infra/hooks/resource-manager.ts';
import { settled } from '../../../infra/hooks/settled.ts';

const answer = (body: object, headers: Readonly<Record<string, string>> = {}): ArmAnswer => ({
  status: 200,
  body: { ...body },
  header: (name) => headers[name],
});
const resource = (provisioningState: string) => answer({ properties: { provisioningState } });

/** What comes of it when the answers that follow are these, the last one for good. */
async function ended(begun: ArmAnswer, ...answers: ArmAnswer[]) {
  const asked: (string | undefined)[] = [];
  let now = 0;
  const clock = {
    monotonic: () => now,
    sleep: async (ms: number) => {
      now += ms;
    },
  };
  const look = async (address?: string) => {
    asked.push(address);
    return (answers.length > 1 ? answers.shift() : answers[0]) ?? begun;
  };
  return { failure: await settled(begun, look, clock), asked, waitedMs: now };
}

describe('waiting for Azure Resource Manager', () => {
  it('takes no time where all is done at once', async () => {
    const done = { failure: undefined, asked: [], waitedMs: 0 };
    expect(await ended(resource('Succeeded'))).toEqual(done);
    expect(await ended(answer({ properties: { principalId: 'x' } }))).toEqual(done);
    expect(await ended(answer({}))).toEqual(done);
  });

  it('asks where the answer says, as often as it says', async () => {
    const begun = answer({}, { 'azure-asyncoperation': 'https://there', 'retry-after': '2' });
    const { failure, asked, waitedMs } = await ended(
      begun,
      answer({ status: 'InProgress' }, { 'retry-after': '10' }),
      answer({ status: 'Succeeded' }),
    );
    expect(failure).toBeUndefined();
    expect(asked).toEqual(['https://there', 'https://there']);
    expect(waitedMs).toBe(12_000);
  });

  it('asks for the resource itself where nothing is said', async () => {
    const { failure, asked, waitedMs } = await ended(
      resource('Creating'),
      resource('Updating'),
      resource('Succeeded'),
    );
    expect(failure).toBeUndefined();
    expect(asked).toEqual([undefined, undefined]);
    expect(waitedMs).toBe(10_000);
  });

  it('tells why it has failed, if it is said', async () => {
    const begun = answer({}, { 'azure-asyncoperation': 'https://there' });
    const failed = answer({ status: 'Failed', error: { code: 'Endpoint validation', message: 'No.' } });
    expect((await ended(begun, failed)).failure).toBe('Endpoint validation');
    expect((await ended(resource('Canceled'))).failure).toBe('Failed');
  });

  it('ends after five minutes', async () => {
    const { failure, waitedMs } = await ended(resource('Creating'));
    expect([failure, waitedMs]).toEqual(['TookTooLong', 300_000]);
  });
});
