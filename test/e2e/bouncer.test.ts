import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { seatPeople } from '../../local/stack/seat-people.ts';
import { writeStackFile } from '../../local/stack/stack-file.ts';
import { type Stack, startStack } from '../../local/stack/start-stack.ts';
import { runScript } from './run-script.ts';

let folder: string;
let stack: Stack;
const said: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-bouncer-'));
  stack = await startStack({ appRoot: inject('appRoot'), settings: { MAX_FANOUT: '2' } });
  await writeStackFile(stack, stackFile());
});
beforeEach(() => stack.azure.faults.clear());
afterAll(async () => {
  const { azure, events, host } = stack;
  const secrets = [...azure.issuedSecrets(), events.key, host.keys.host.default ?? '', host.keys.master];
  await stack.stop();
  await rm(folder, { recursive: true, force: true });
  const shown = said.join('\n');
  expect(secrets.length).toBeGreaterThan(5);
  expect(secrets.filter((secret) => secret === '' || shown.includes(secret))).toEqual([]);
});

const stackFile = () => join(folder, 'stack.json');

/** Types `npm run bouncer -- …` at a desk of its own. */
async function bouncer(args: readonly string[], env: Record<string, string> = {}) {
  const running = runScript('local/bouncer/main.ts', args, env);
  const exit = await running.ended;
  said.push(running.output());
  return { exit, output: running.output(), json: () => JSON.parse(running.output()) };
}
const atStack = (...args: string[]) => bouncer([...args, '--stack', stackFile()]);

/** A thread with three people in it, and the options that name it and one of them. */
function seat() {
  const thread = seatPeople(stack.azure, ['Ada', 'Ben', 'Mallory']);
  const [, ada, , mallory] = thread.people.map(({ rawId }) => rawId);
  const { threads } = stack.azure.communication;
  return {
    threadId: thread.threadId,
    ...{ ada: ada ?? '', mallory: mallory ?? '' },
    who: ['--thread', thread.threadId, '--participant', mallory ?? ''],
    present: () => thread.present().map(({ name }) => name),
    leave: (rawId: string) => threads.remove(thread.threadId, rawId),
  };
}

describe('npm run bouncer', () => {
  it('remove puts somebody out, and says so', async () => {
    const { who, present } = seat();
    const ran = await atStack('remove', ...who, '--reason', 'spam');
    expect([ran.exit, ran.output]).toEqual([0, expect.stringMatching(/^\S{27} {2}done, removed\n/)]);
    expect(present()).toEqual(['the moderator', 'Ada', 'Ben']);
  });

  it('send says by what to ask for an event, and status finds what became of it', async () => {
    const { who, present } = seat();
    const ran = await atStack('send', '--action', 'remove', ...who, '--id', 'case 47.11', '--json');
    expect([ran.exit, ran.json()]).toEqual([0, expect.objectContaining({ outcome: 'removed' })]);
    expect(present()).not.toContain('Mallory');
    const found = await atStack('status', '--id', 'case 47.11', '--json');
    expect(found.json()).toMatchObject({ decision: ran.json().decision, status: 'done', id: 'case 47.11' });
    const named = await atStack('status', ran.json().decision);
    expect([named.exit, named.output]).toEqual([0, expect.stringContaining('case 47.11, by default')]);
  });

  it('waits for what goes on', async () => {
    const { who, present } = seat();
    stack.azure.faults.add({ match: { operation: 'chat.removeParticipant' }, times: 5, status: 503 });
    const ran = await atStack('remove', ...who, '--wait', '--json');
    expect([ran.exit, ran.json()]).toEqual([0, expect.objectContaining({ status: 'done' })]);
    expect(present()).not.toContain('Mallory');
  });

  it('leads out of a failure: failed, join, redrive', async () => {
    const { who, threadId, ada, present, leave } = seat();
    leave(stack.azure.moderatorId);
    const failed = await atStack('remove', ...who, '--json');
    expect([failed.exit, failed.json().status]).toEqual([1, 'failed']);
    const { decision } = failed.json();
    const list = await atStack('failed');
    expect(list.output).toContain(decision);
    expect(list.output).toMatch(/to do {5}.*moderator/);

    const dry = await atStack('redrive', '--since', '1h', '--dry-run', '--json');
    expect(dry.json().redriven).toMatchObject([{ decision }]);
    const joined = await atStack('join', '--thread', threadId, '--member', ada);
    expect([joined.exit, joined.output]).toEqual([0, expect.stringContaining('is in the thread now')]);
    const redriven = await atStack('redrive', '--since', '1h', '--wait', '--json');
    expect([redriven.exit, redriven.json()]).toMatchObject([0, { redriven: [{ decision, status: 'done' }] }]);
    expect(present()).toEqual(['Ada', 'Ben', 'the moderator']);
    expect((await atStack('failed')).output).toBe('Nothing has failed.\n');
  });

  it('schedules, and lists what is scheduled', async () => {
    const { who, present } = seat();
    const ran = await atStack('remove', ...who, '--effective-at', '2h', '--json');
    expect([ran.exit, ran.json().status]).toEqual([4, 'scheduled']);
    const list = await atStack('scheduled', '--all');
    expect(list.output).toMatch(new RegExp(`${ran.json().decision} {2}scheduled[\\s\\S]*next .*in 2 hours`));
    expect(present()).toContain('Mallory');
  });

  it('says what a ban would do, sets it, lists it, and lifts it', async () => {
    const { who, mallory, present } = seat();
    const tried = await atStack('ban', ...who, '--id', 'case-9', '--dry-run');
    expect([tried.exit, tried.output]).toEqual([
      0,
      expect.stringContaining(`Would ban and remove ${mallory}`),
    ]);
    expect((await atStack('status', '--id', 'case-9', '--dry-run', '--json')).json().outcome).toBe('dry-run');
    expect(present()).toContain('Mallory');

    const banned = await atStack('ban', ...who, '--id', 'case-9', '--until', '7d', '--reason', 'spam');
    expect([banned.exit, present()]).toEqual([0, ['the moderator', 'Ada', 'Ben']]);
    const listed = await atStack('bans', '--participant', mallory);
    expect(listed.output).toMatch(/until {5}.*in 7 days\n {2}reason {4}spam/);
    // It waits until no call of the ban's can be under way any more.
    expect((await atStack('unban', ...who, '--wait')).exit).toBe(0);
    expect((await atStack('bans', '--participant', mallory)).output).toBe('No ban is in force.\n');
  });

  it('lets go on what is held', async () => {
    const seats = [seat(), seat(), seat()];
    const who = ['--thread', '*', '--participant', seats[0]?.mallory ?? ''];
    const ran = await atStack('ban', ...who, '--json');
    expect([ran.exit, ran.json().status]).toEqual([4, 'held']);
    const { decision } = ran.json();
    expect((await atStack('held')).output).toContain(decision);
    const confirmed = await atStack('confirm', decision, '--wait', '--json');
    expect([confirmed.exit, confirmed.output]).toEqual([0, expect.stringContaining(decision)]);
    // The decision for each thread is carried out by itself.
    await expect.poll(() => seats[0]?.present(), { timeout: 20_000 }).not.toContain('Mallory');
  });

  it('says in two lines what was wrong with an event', async () => {
    const ran = await atStack('remove', '--thread', 'nowhere', '--participant', '8:acs:x');
    expect(ran.exit).toBe(1);
    expect(ran.output).toMatch(/^The event cannot be understood \(400\): threadId must be .*\nSee docs.*\n$/);
  });

  it('health says that all is well', async () => {
    const ran = await atStack('health');
    expect([ran.exit, ran.output]).toEqual([0, expect.stringMatching(/is well\n/)]);
  });

  it('finds any other app by its address, with a key from a variable', async () => {
    const env = { BOUNCER_URL: stack.host.url, MY_KEY: stack.host.keys.host.default ?? '' };
    const ran = await bouncer(['held', '--key-env', 'MY_KEY'], env);
    expect([ran.exit, ran.output]).toEqual([0, 'Nothing is held.\n']);
    const sender = await bouncer(['held', '--key-env', 'MY_KEY'], { ...env, MY_KEY: stack.events.key });
    expect([sender.exit, sender.output]).toEqual([1, expect.stringMatching(/does not take this key/)]);
  });

  it('says that no stack runs', async () => {
    const ran = await bouncer(['health', '--stack', join(folder, 'none.json')]);
    expect([ran.exit, ran.output]).toEqual([3, expect.stringMatching(/^No local stack.*\nStart one.*\n$/)]);
  });
});
