import { describe, expect, it } from 'vitest';
import { readRuns, unfinishedRuns } from '../../../src/moderation/cleanup/runs-of-rule.ts';
import { startDueRuns } from '../../../src/moderation/cleanup/start-due-runs.ts';
import { confirm } from '../../../src/moderation/confirm.ts';
import { decisionId } from '../../../src/moderation/decision-id.ts';
import type { EnforcePorts } from '../../../src/moderation/enforce.ts';
import { cleanupScene } from './cleanup-scene.ts';
import { day, minute, moderator, second, signal } from './memory-world.ts';
import { pass, passLong, steeredHost } from './steered-host.ts';

const hour = 60 * minute;

/** An hourly rule, and the timer that starts it. */
async function scene(given: Parameters<typeof cleanupScene>[0]) {
  const all = cleanupScene(given);
  const { world, host } = all;
  const lines: Record<string, unknown>[] = [];
  const tell = (event: string, fields: object) => void lines.push({ event, ...fields });
  const log = { info: tell, warn: tell, error: tell };
  const timer = (at: EnforcePorts = host) => startDueRuns(at, log);
  /** Lets the next full hour come, and what it leads to. @returns the run that is due then. */
  const nextHour = async (at: EnforcePorts = host) => {
    const untilThen = hour - (world.clock.now() % hour);
    world.clock.pass(untilThen);
    const when = new Date(world.clock.now()).toISOString();
    await timer(at);
    await pass(world, 10 * minute, at);
    return decisionId('bouncer.cleanup', `all ${when}`);
  };
  const peopleLeft = () =>
    [...world.threads.values()].flatMap((members) => [...members]).filter((id) => id !== moderator).length;
  // A new rule begins with its next time.
  await timer();
  return { ...all, lines, timer, nextHour, peopleLeft };
}

describe('a rule that is due', () => {
  it('starts no run while one is held at its cap, says so, and goes on once that is confirmed', async () => {
    const { host, world, lines, nextHour, peopleLeft, record } = await scene({
      threads: 10,
      rule: { cap: 3 },
    });
    const run = await nextHour();
    expect([await record(run), peopleLeft()]).toMatchObject([{ status: 'held' }, 7]);

    for (let times = 1; times <= 3; times += 1) {
      expect(await record(await nextHour())).toBeUndefined();
      const waits = { event: 'cleanup-not-started', rule: 'all', decision: run, status: 'held' };
      expect(lines.filter(({ event }) => event === 'cleanup-not-started')).toHaveLength(times);
      expect(lines.at(-1)).toMatchObject(waits);
    }
    expect(peopleLeft()).toBe(7);

    expect(await confirm(run, host, signal)).toBe('confirmed');
    await pass(world, 5 * minute, host);
    expect(peopleLeft()).toBe(0);
    expect(await record(await nextHour())).toMatchObject({ status: 'done' });
  });

  it('starts one again when nobody has confirmed the one that was held', async () => {
    const { host, world, nextHour, record } = await scene({ threads: 10, rule: { cap: 3 } });
    const run = await nextHour();
    expect(await host.progress.read(`run ${run}`, signal)).toBeDefined();
    await passLong(world, 7 * day, host);
    expect(await record(run)).toMatchObject({ status: 'rejected' });
    expect(await record(await nextHour())).toMatchObject({ status: 'held' });
    expect(await host.progress.read(`run ${run}`, signal)).toBeUndefined();
  });

  it('starts one run and no more while enforcement is paused', async () => {
    const { hostWith, host, world, nextHour, peopleLeft, record } = await scene({
      threads: 10,
      rule: { cap: 4 },
    });
    const paused = hostWith({}, { enforcement: 'paused' });
    const runs = [await nextHour(paused), await nextHour(paused), await nextHour(paused)];
    expect(await Promise.all(runs.map(record))).toMatchObject([{ status: 'accepted' }, undefined, undefined]);
    await pass(world, 5 * minute, host);
    expect(peopleLeft()).toBe(6);
  });

  it('starts no run while one that somebody has started by hand is held', async () => {
    const { host, world, start, nextHour, peopleLeft, record } = await scene({
      threads: 9,
      rule: { cap: 2 },
    });
    const byHand = await start('by hand');
    await pass(world, minute, host);
    expect(await record(byHand)).toMatchObject({ status: 'held' });
    expect(await record(await nextHour())).toBeUndefined();
    expect(peopleLeft()).toBe(7);
  });

  it('is not kept up by dry runs, once it is set going', async () => {
    const { hostWith, host, world, start, nextHour, record } = await scene({ threads: 9, rule: { cap: 5 } });
    const only = hostWith({ dryRun: true });
    const dry = await nextHour(only);
    expect(await record(dry)).toMatchObject({ status: 'held', event: { dryRun: true } });
    const byHand = await start('by hand', true);
    await pass(world, minute, host);
    expect(await record(byHand)).toMatchObject({ status: 'held' });
    expect(await record(await nextHour(only))).toBeUndefined();
    const real = await record(await nextHour());
    expect(real).toMatchObject({ status: 'held', event: { rule: 'all' } });
    expect(real.event).not.toHaveProperty('dryRun');
  });

  it.each([
    ['before it was noted once more', 2],
    ['right after it', 3],
  ])('starts the same run again where the timer died %s', async (_when, lastSave) => {
    const { host, world, timer, record } = await scene({ threads: 2 });
    world.clock.pass(hour);
    let saves = 0;
    const save: EnforcePorts['progress']['save'] = (...call) => {
      saves += 1;
      return saves === lastSave ? Promise.reject(new Error('gone')) : host.progress.save(...call);
    };
    await expect(timer({ ...host, progress: { ...host.progress, save } })).rejects.toThrow('gone');
    await timer();
    await pass(world, minute, host);
    const at = new Date(Math.floor(world.clock.now() / hour) * hour).toISOString();
    expect(await record(decisionId('bouncer.cleanup', `all ${at}`))).toMatchObject({ status: 'done' });
    world.clock.pass(second);
    await timer();
    expect(await host.progress.read('due all', signal)).toMatchObject({ state: { seenTo: Date.parse(at) } });
  });
});

describe('a run that is being started while somebody looks at the runs of its rule, as a start by hand does', () => {
  it.each([
    ['and strikes out what has no record yet', false],
    ['and strikes that out when it has one', true],
  ])('%s, keeps the next one waiting once it is held', async (_what, isStruckLate) => {
    const { world, host, timer, nextHour, peopleLeft, record } = await scene({
      threads: 10,
      rule: { cap: 3 },
    });
    world.clock.pass(hour - (world.clock.now() % hour));
    const run = decisionId('bouncer.cleanup', `all ${new Date(world.clock.now()).toISOString()}`);
    const starter = steeredHost(world, { ports: { rules: host.rules } });
    const looker = steeredHost(world);

    const noted = starter.stopAt('write decisions');
    const started = timer(starter);
    const accept = await noted;
    const looked = looker.stopAt('write standings');
    const looking = unfinishedRuns('all', looker, signal);
    const strike = await looked;
    if (!isStruckLate) strike();
    if (!isStruckLate) await looking;
    accept();
    await started;
    strike();
    await looking;

    expect((await readRuns('all', host.progress, signal))?.runs).toEqual([run]);
    await pass(world, 10 * minute, host);
    expect([await record(run), peopleLeft()]).toMatchObject([{ status: 'held' }, 7]);
    expect(await record(await nextHour())).toBeUndefined();
    expect(peopleLeft()).toBe(7);
  });

  it('and was never begun, is struck out', async () => {
    const { host, start } = await scene({ threads: 1 });
    const accept = () => Promise.reject(new Error('gone'));
    const dying = { ...host, ledger: { ...host.ledger, accept } };
    await expect(start('by hand', false, dying)).rejects.toThrow('gone');
    expect((await readRuns('all', host.progress, signal))?.runs).toHaveLength(1);
    expect((await unfinishedRuns('all', host, signal)).size).toBe(0);
    expect((await readRuns('all', host.progress, signal))?.runs).toEqual([]);
  });
});
