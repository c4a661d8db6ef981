import { describe, expect, it } from 'vitest';
import { singleFlight } from '../../../src/credentials/single-flight.ts';

const patient = () => new AbortController().signal;

/** A call whose end the test decides. */
function heldCall<T>() {
  const calls: { signal: AbortSignal; end: (value: T) => void; fail: (error: Error) => void }[] = [];
  const call = (signal: AbortSignal) =>
    new Promise<T>((end, fail) => {
      calls.push({ signal, end, fail });
    });
  return { calls, call };
}

describe('singleFlight', () => {
  it('makes one call serve all who ask while it is under way', async () => {
    const { calls, call } = heldCall<string>();
    const fly = singleFlight(call);
    const all = Promise.all([fly(patient()), fly(patient()), fly(patient())]);
    calls[0]?.end('one');
    expect(await all).toEqual(['one', 'one', 'one']);
    expect(calls).toHaveLength(1);
  });

  it('calls anew once the last call has ended', async () => {
    const { calls, call } = heldCall<string>();
    const fly = singleFlight(call);
    const first = fly(patient());
    calls[0]?.end('one');
    await first;
    const second = fly(patient());
    calls[1]?.end('two');
    expect(await second).toBe('two');
  });

  it('tells every caller of a failure, and calls anew after it', async () => {
    const { calls, call } = heldCall<string>();
    const fly = singleFlight(call);
    const both = Promise.allSettled([fly(patient()), fly(patient())]);
    calls[0]?.fail(new Error('away'));
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const next = fly(patient());
    calls[1]?.end('back');
    expect(await next).toBe('back');
  });

  it('lets one caller give up without taking the call from the others', async () => {
    const { calls, call } = heldCall<string>();
    const fly = singleFlight(call);
    const impatient = new AbortController();
    const gone = fly(impatient.signal);
    const waiting = fly(patient());
    impatient.abort(new Error('too late'));
    await expect(gone).rejects.toThrow('too late');
    expect(calls[0]?.signal.aborted).toBe(false);
    calls[0]?.end('one');
    expect(await waiting).toBe('one');
  });

  it('aborts the call when the last caller has given up, and starts over for the next', async () => {
    const { calls, call } = heldCall<string>();
    const fly = singleFlight(call);
    const impatient = new AbortController();
    const gone = fly(impatient.signal);
    impatient.abort(new Error('too late'));
    await expect(gone).rejects.toThrow('too late');
    expect(calls[0]?.signal.aborted).toBe(true);
    const next = fly(patient());
    calls[0]?.fail(new Error('aborted'));
    calls[1]?.end('two');
    expect(await next).toBe('two');
  });

  it('does not start for a caller that has given up already', async () => {
    const { calls, call } = heldCall<string>();
    await expect(singleFlight(call)(AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
    expect(calls).toHaveLength(0);
  });
});
