import { describe, expect, it } from 'vitest';
import { answer, cleanupScene as scene } from './cleanup-scene.ts';
import { minute, moderator, personNo, second, signal, threadNo } from './memory-world.ts';
import { pass, workOffAt } from './steered-host.ts';

const numbered = (...numbers: number[]) => new Set(numbers.map(threadNo));

describe('a run of a clean-up rule', () => {
  it('goes past threads that stay troubled, names them, and ends', async () => {
    const { world, host, trouble, start, record } = scene({ threads: 9 });
    const bad = numbered(3, 4, 5, 8);
    trouble.of = (threadId) => (bad.has(threadId) ? answer(500) : undefined);
    const run = await start();
    await pass(world, 45 * minute, host);
    const { ending } = await record(run);
    expect(ending).toMatchObject({ status: 'done', outcome: 'fanned-out' });
    const detail = ending?.status === 'done' ? (ending.detail ?? '') : '';
    expect(detail).toMatch(/^5 people are to be removed; 4 threads could not be looked at: /);
    for (const thread of bad) expect(detail).toContain(thread);
  });

  it('goes past somebody of whom nobody can read what is on record, and not past the others', async () => {
    const { world, host, start, record } = scene({ threads: 3 });
    const standings: typeof host.standings = {
      ...host.standings,
      pair: async (place, ...rest) => {
        if (place.participant === personNo(1_001))
          throw answer(422, { upstream: 'storage', code: 'DamagedStanding' });
        return await host.standings.pair(place, ...rest);
      },
    };
    const run = await start();
    await pass(world, minute, { ...host, standings });
    expect((await record(run)).ending).toMatchObject({ detail: '3 people are to be removed.' });
    const left = [1, 2, 3].filter((thread) =>
      world.threads.get(threadNo(thread))?.has(personNo(thread * 1_000 + 1)),
    );
    expect(left).toEqual([1]);
  });

  it('that only says whom it would remove looks at each thread once, however many are in it', async () => {
    const { world, host, looked, start, record } = scene({ threads: 1, people: 40, rule: { dryRun: true } });
    const run = await start();
    await pass(world, 2 * minute, host);
    expect(looked).toEqual([threadNo(1)]);
    expect((await record(run)).ending).toMatchObject({ detail: '40 people would be removed.' });
    const { items } = await host.ledger.listChildren(run, 100, signal);
    const children = await Promise.all(items.map(({ decision }) => record(decision)));
    const said = { outcome: 'dry-run', detail: expect.stringMatching(/They were in the thread/) };
    expect(children.map(({ ending }) => ending)).toEqual(Array(40).fill(expect.objectContaining(said)));
  });

  it('ends also when no thread at all can be looked at', async () => {
    const { world, host, trouble, start, record } = scene({ threads: 60 });
    trouble.of = () => answer(503);
    const run = await start();
    await pass(world, 45 * minute, host);
    const { ending } = await record(run);
    const detail = /^0 people are to be removed; 60 threads could not be looked at: .* and 40 more\.$/;
    expect(ending).toMatchObject({ status: 'done', detail: expect.stringMatching(detail) });
  });

  it('comes back to threads that could not be looked at for the moment, and to no others', async () => {
    const { world, host, looked, trouble, start, record } = scene({ threads: 6 });
    let times = 0;
    trouble.of = (threadId) => (threadId === threadNo(2) && ++times <= 2 ? answer(503) : undefined);
    const run = await start();
    await pass(world, minute, host);
    expect((await record(run)).ending).toMatchObject({ detail: '6 people are to be removed.' });
    expect(looked).toEqual([1, 2, 3, 4, 5, 6, 2, 2].map(threadNo));
  });

  it('is throttled as often as it takes, and misses nobody', async () => {
    const { world, host, trouble, start, record } = scene({ threads: 60 });
    let calls = 0;
    trouble.of = () => (++calls % 3 === 0 ? answer(429, { retryAfterMs: 5 * second }) : undefined);
    const run = await start();
    await pass(world, 180 * minute, host);
    expect((await record(run)).ending).toMatchObject({ detail: '60 people are to be removed.' });
  });

  it('is not kept for ever by threads that take all its time', async () => {
    const { world, host, trouble, start, record } = scene({ threads: 5 });
    trouble.takesMs = 25 * second;
    trouble.of = (threadId) => (threadId === threadNo(1) ? answer(504) : undefined);
    const run = await start();
    await pass(world, 90 * minute, host);
    expect((await record(run)).ending).toMatchObject({
      status: 'done',
      detail: `4 people are to be removed; 1 threads could not be looked at: ${threadNo(1)}.`,
    });
  });

  it('goes its own way while another run of the same rule goes its', async () => {
    const { world, host, looked, trouble, start, record } = scene({ threads: 40 });
    trouble.takesMs = 2 * second;
    const [one, other] = [await start('one'), await start('two')];
    await pass(world, 10 * minute, host);
    for (const run of [one, other]) {
      expect(await record(run)).toMatchObject({ status: 'done', ending: { outcome: 'fanned-out' } });
    }
    expect(looked).toHaveLength(2 * 40);
  });

  it('is given up by an attempt that finds that another goes on with it', async () => {
    const { world, host, looked, start, record } = scene({ threads: 9 });
    const save = async () => undefined;
    const run = await start();
    await workOffAt(world, run, { ...host, progress: { ...host.progress, save } });
    expect(looked).toEqual([threadNo(1)]);
    expect(await record(run)).toMatchObject({ status: 'accepted' });
    await pass(world, minute, host);
    expect((await record(run)).ending).toMatchObject({ detail: '9 people are to be removed.' });
  });

  it('leaves nothing behind of how far it had come', async () => {
    const { world, host, trouble, start } = scene({ threads: 5 });
    let times = 0;
    trouble.of = (threadId) => (threadId === threadNo(2) && ++times === 1 ? answer(503) : undefined);
    const run = await start();
    await workOffAt(world, run, host);
    expect(await host.progress.read(`run ${run}`, signal)).toBeDefined();
    await pass(world, minute, host);
    expect(await host.progress.read(`run ${run}`, signal)).toBeUndefined();
  });
});

describe('the people of a run', () => {
  it.each([
    ['that only says', true],
    ['whose removals have not begun', false],
  ])('%s are counted once, however often they are found', async (_what, dryRun) => {
    const { world, host, trouble, start, record } = scene({
      threads: 3,
      people: 30,
      rule: { dryRun, cap: 100 },
    });
    let times = 0;
    // The worker dies on its way, after people have been found: the next looks at the same threads again.
    trouble.of = (threadId) => {
      if (threadId === threadNo(3) && ++times <= 1) throw new TypeError('The host is gone.');
      return undefined;
    };
    const hostThatDies = { ...host, progress: { ...host.progress, save: async () => 'lost' } };
    const run = await start();
    world.queue.length = 0;
    await expect(workOffAt(world, run, hostThatDies)).rejects.toThrow('gone');
    world.queue.length = 0;
    world.clock.pass(31 * second);
    await workOffAt(world, run, host);
    expect(await record(run)).toMatchObject({
      status: 'done',
      ending: { detail: `90 people ${dryRun ? 'would be' : 'are to be'} removed.` },
    });
  });

  it('who are too many hold it, and it goes on from there when it is confirmed', async () => {
    const { world, host, looked, start, record } = scene({ threads: 6, people: 2, rule: { cap: 5 } });
    const run = await start();
    await pass(world, 30 * second, host);
    expect(await record(run)).toMatchObject({
      status: 'held',
      hold: { code: 'over-cap', detail: 'The rule all is about more than 5 people; 4 of them are seen to.' },
    });
    looked.length = 0;
    await host.ledger.confirm(run, signal);
    await pass(world, 2 * minute, host);
    expect((await record(run)).ending).toMatchObject({ detail: '12 people are to be removed.' });
    expect(looked).toEqual([3, 4, 5, 6].map(threadNo));
  });

  it('are found again who are back after their removal waited for its turn and was done', async () => {
    const { world, host, start, record } = scene({ threads: 1, people: 12 });
    const threadId = threadNo(1);
    const members = world.threads.get(threadId) ?? new Set();
    const people = [...members].filter((id) => id !== moderator);
    const isNoted = async (participant: string) =>
      (await host.standings.pair({ threadId, participant }, signal)).thread.next !== undefined;
    await start('one');
    await pass(world, minute, host);
    expect([...members]).toEqual([moderator]);

    const noted = await Promise.all(people.map(isNoted));
    const back = people.filter((_, index) => noted[index]);
    expect(back.length).toBeGreaterThan(0);
    for (const id of back) members.add(id);
    const again = await start('two');
    await pass(world, minute, host);
    expect((await record(again)).ending).toMatchObject({
      detail: `${back.length} people are to be removed.`,
    });
    expect([...members]).toEqual([moderator]);
  });

  it('stay when the rule has come to spare them while their removals waited', async () => {
    const { world, host, hostWith, start } = scene({ threads: 1, people: 3 });
    const run = await start();
    await workOffAt(world, run, host);
    const [spared = ''] = [...(world.threads.get(threadNo(1)) ?? [])].slice(-1);
    await pass(world, minute, hostWith({ participants: { except: [spared] } }));
    expect([...(world.threads.get(threadNo(1)) ?? [])]).toEqual([moderator, spared]);
  });

  it.each([
    ['stay when the rule has come to be about other threads meanwhile', { topic: 'Sales*' }, 4],
    ['go when only its other members have changed', { topic: '*' }, 1],
  ])('%s', async (_what, threads, left) => {
    const { world, host, hostWith, start, record } = scene({ threads: 1, people: 3 });
    const run = await start();
    await workOffAt(world, run, host);
    await pass(world, minute, hostWith({ threads, schedule: '0 0 3 * * *', cap: 7 }));
    expect(world.threads.get(threadNo(1))?.size).toBe(left);
    expect(await host.ledger.tallyChildren(run, signal)).toEqual({ done: 3 });
    expect(await record(run)).toMatchObject({ status: 'done' });
  });
});
