import { describe, expect, it } from 'vitest';
import { runAgainst, type Says } from './scripted-app.ts';

const ok = (json: unknown): Says => ({ status: 200, json });
const accepted = (decision: string): Says => ({ status: 202, json: { decision, status: 'accepted' } });
const failedOne = (decision: string, updated = '2026-11-23T08:30:00Z') => ({
  ...{ decision, updated, status: 'failed', source: 'default', id: `case-${decision}` },
  problem: { type: 'urn:x', title: 'The chat platform refuses' },
});
const needsForce: Says = {
  status: 409,
  json: {
    type: 'urn:chat-bouncer:problem:needs-force',
    title: 'The decision is old',
    detail: 'Add force=true.',
  },
};

describe('status', () => {
  it.each([
    ['done', 0],
    ['failed', 1],
    ['accepted', 4],
  ])('of what is %s ends with %i', async (status, exit) => {
    const ran = await runAgainst({ 'GET /api/decisions/D1': ok({ decision: 'D1', status }) }, [
      'status',
      'D1',
    ]);
    expect([ran.exit, ran.got[0]?.headers['x-functions-key']]).toEqual([exit, 'the-key']);
  });

  it('finds a decision by the sender’s own name', async () => {
    const script = { 'GET /api/decisions': ok({ decision: 'D1', status: 'done' }) };
    const ran = await runAgainst(script, ['status', '--id', 'case 1&2', '--source', 'trust-team']);
    expect(ran.got[0]?.path).toBe('/api/decisions?id=case+1%262&source=trust-team');
  });

  it('finds its dry run', async () => {
    const script = { 'GET /api/decisions': ok({ decision: 'D2', status: 'done', outcome: 'dry-run' }) };
    const ran = await runAgainst(script, ['status', '--id', 'case-1', '--dry-run']);
    expect(ran.got[0]?.path).toBe('/api/decisions?id=case-1&dryRun=true');
  });

  it('waits with --wait', async () => {
    const at = (status: string) => ok({ decision: 'D1', status });
    const script = { 'GET /api/decisions/D1': [at('accepted'), at('accepted'), at('done')] as const };
    const ran = await runAgainst(script, ['status', 'D1', '--wait']);
    expect([ran.exit, ran.got.length]).toEqual([0, 3]);
  });

  it.each([[[]], [['D1', '--id', 'x']]])('has to be told which one: %j', async (args) => {
    expect(await runAgainst({}, ['status', ...args])).toMatchObject({ exit: 2, got: [] });
  });

  it('keeps a name in its place in the address', async () => {
    const ran = await runAgainst({}, ['status', '../events?x=']);
    expect(ran.got[0]?.path).toBe('/api/decisions/..%2Fevents%3Fx%3D');
  });
});

describe('lists', () => {
  const pages = (count: number): Says[] =>
    Array.from({ length: count }, (_, page) =>
      ok({
        decisions: Array.from({ length: 100 }, (__, index) => failedOne(`D${page}-${index}`)),
        ...(page < count - 1 && { continuation: `page-${page + 1}` }),
      }),
    );

  it.each(['failed', 'held', 'scheduled'])('%s asks for what is', async (status) => {
    const ran = await runAgainst({ 'GET /api/decisions': ok({ decisions: [] }) }, [status]);
    expect([ran.exit, ran.got[0]?.path]).toEqual([0, `/api/decisions?status=${status}&limit=50`]);
    expect(ran.out).toMatch(/^Nothing /);
  });

  it('shows one page, and how to get the next', async () => {
    const page = ok({ decisions: [failedOne('D1')], continuation: 'next' });
    const ran = await runAgainst({ 'GET /api/decisions': page }, ['failed', '--limit', '1']);
    expect(ran.out).toContain('--continuation next');
    const json = await runAgainst({ 'GET /api/decisions': page }, ['failed', '--limit', '1', '--json']);
    expect(json.json()).toEqual({ decisions: [failedOne('D1')], continuation: 'next' });
  });

  it('goes on where another has ended', async () => {
    const script = { 'GET /api/decisions': ok({ decisions: [] }) };
    const ran = await runAgainst(script, ['held', '--continuation', 'next']);
    expect(ran.got[0]?.path).toContain('continuation=next');
  });

  it('shows all with --all, page by page', async () => {
    const script = { 'GET /api/decisions': pages(3) as [Says, ...Says[]] };
    const ran = await runAgainst(script, ['failed', '--all', '--json']);
    expect((ran.json() as { decisions: unknown[] }).decisions).toHaveLength(300);
    expect(ran.got.map(({ path }) => new URLSearchParams(path.split('?')[1]).get('continuation'))).toEqual([
      ...[null, 'page-1', 'page-2'],
    ]);
  });

  it('asks for no more than is wanted of the last page', async () => {
    const script = { 'GET /api/decisions': pages(3) as [Says, ...Says[]] };
    const ran = await runAgainst(script, ['failed', '--limit', '130']);
    expect(ran.got.map(({ path }) => new URLSearchParams(path.split('?')[1]).get('limit'))).toEqual([
      '100',
      '30',
    ]);
  });
});

describe('redrive', () => {
  const three = ok({
    decisions: [failedOne('OLD', '2026-11-23T05:00:00Z'), failedOne('D1'), failedOne('D2')],
  });

  it('tries again what has failed since a time, and nothing that failed before', async () => {
    const script = {
      'GET /api/decisions': three,
      'POST /api/decisions/D1/redrive': accepted('D1'),
      'POST /api/decisions/D2/redrive': needsForce,
    };
    const ran = await runAgainst(script, ['redrive', '--since', '2h', '--json']);
    expect(ran.exit).toBe(1);
    expect(ran.json()).toEqual({
      redriven: [{ decision: 'D1', status: 'accepted' }],
      left: [{ decision: 'D2', why: 'The decision is old (409): Add force=true.', problem: needsForce.json }],
    });
    expect(ran.desk.bars).toEqual([{ what: 'redriven', total: 2, steps: 2, stopped: true }]);
  });

  it('forces what is old only when it is told to', async () => {
    const script = { 'POST /api/decisions/D1/redrive': accepted('D1') };
    const plain = await runAgainst(script, ['redrive', 'D1']);
    const forced = await runAgainst(script, ['redrive', 'D1', '--force']);
    expect([...plain.got, ...forced.got].map(({ path }) => path)).toEqual([
      '/api/decisions/D1/redrive',
      '/api/decisions/D1/redrive?force=true',
    ]);
    expect([plain.exit, forced.exit]).toEqual([4, 4]);
  });

  it('waits for the end of each with --wait, and says why those failed that did', async () => {
    const script = {
      'POST /api/decisions/D1/redrive': accepted('D1'),
      'POST /api/decisions/D2/redrive': accepted('D2'),
      'GET /api/decisions/D1': ok({ decision: 'D1', status: 'done', outcome: 'removed' }),
      'GET /api/decisions/D2': ok(failedOne('D2')),
    };
    const ran = await runAgainst(script, ['redrive', 'D1', 'D2', '--wait']);
    expect(ran.exit).toBe(1);
    expect(ran.out).toBe(
      'D1  redriven: done, removed\nD2  redriven: failed\n  why       The chat platform refuses\n\n2 of 2 redriven.\n',
    );
  });

  it('with --dry-run says which, and leaves them', async () => {
    const since = await runAgainst({ 'GET /api/decisions': three }, [
      'redrive',
      '--since',
      '2h',
      '--dry-run',
      '--json',
    ]);
    expect(since.json()).toEqual({ dryRun: true, redriven: [failedOne('D1'), failedOne('D2')] });
    const script = {
      'GET /api/decisions/D1': ok(failedOne('D1')),
      'GET /api/decisions/D2': ok({ decision: 'D2', status: 'done' }),
    };
    const named = await runAgainst(script, ['redrive', 'D1', 'D2', '--dry-run', '--json']);
    expect(named.json()).toEqual({ dryRun: true, redriven: [failedOne('D1')] });
    expect([...since.got, ...named.got].every(({ method }) => method === 'GET')).toBe(true);
  });

  it.each([[[]], [['D1', '--since', '2h']]])('has to be told which: %j', async (args) => {
    expect(await runAgainst({}, ['redrive', ...args])).toMatchObject({ exit: 2, got: [] });
  });

  it('is done when there is nothing to try again', async () => {
    const ran = await runAgainst({ 'GET /api/decisions': ok({ decisions: [] }) }, [
      'redrive',
      '--since',
      '2h',
    ]);
    expect([ran.exit, ran.out]).toEqual([0, 'Nothing has failed since then.\n']);
  });
});

describe('confirm', () => {
  const held = (decision: string, source: string) => ({ decision, source, status: 'held' });
  const list = ok({ decisions: [held('D1', 'trust-team'), held('D2', 'other'), held('D3', 'trust-team')] });

  it('lets those go on that are named', async () => {
    const ran = await runAgainst({ 'POST /api/decisions/D1/confirm': accepted('D1') }, ['confirm', 'D1']);
    expect([ran.exit, ran.got.length]).toEqual([4, 1]);
    expect(ran.out).toBe('D1  confirmed: accepted\n\nWhat goes on, look at again: status D1\n');
  });

  it('or all of one source', async () => {
    const script = {
      'GET /api/decisions': list,
      'POST /api/decisions/D1/confirm': accepted('D1'),
      'POST /api/decisions/D3/confirm': accepted('D3'),
    };
    const ran = await runAgainst(script, ['confirm', '--all', '--source', 'trust-team']);
    expect(ran.got.filter(({ method }) => method === 'POST')).toHaveLength(2);
    expect(ran.out).toContain('2 of 2 confirmed.');
  });

  it('with --dry-run says which, and leaves them', async () => {
    const args = ['confirm', '--all', '--source', 'trust-team', '--dry-run', '--json'];
    const ran = await runAgainst({ 'GET /api/decisions': list }, args);
    const confirmed = [held('D1', 'trust-team'), held('D3', 'trust-team')];
    expect([ran.json(), ran.got.length]).toEqual([{ dryRun: true, confirmed }, 1]);
  });

  it.each([[[]], [['--all']], [['--source', 'x']], [['D1', '--all']], [['D1', '--source', 'x']]])(
    'never guesses which: %j',
    async (args) => {
      expect(await runAgainst({}, ['confirm', ...args])).toMatchObject({ exit: 2, got: [] });
    },
  );
});

describe('bans', () => {
  const ban = {
    ...{ participant: '8:acs:somebody', threadId: '*', decision: 'D1', source: 'trust-team' },
    ...{ since: '2026-11-23T08:00:00Z', until: '2026-11-30T08:00:00Z', reason: 'spam', moderator: 'Ada' },
  };

  it('says who, where, since when, until when, why, and by whom', async () => {
    const ran = await runAgainst({ 'GET /api/bans': ok({ bans: [ban] }) }, [
      'bans',
      '--participant',
      '8:acs:x',
    ]);
    expect(ran.got[0]?.path).toBe('/api/bans?participant=8%3Aacs%3Ax&limit=50');
    expect(ran.out).toBe(
      [
        '8:acs:somebody',
        '  thread    every thread',
        '  since     2026-11-23 08:00:00Z, 1 hour ago',
        '  until     2026-11-30 08:00:00Z, in 7 days',
        '  reason    spam',
        '  by        Ada, by way of trust-team',
        '  decision  D1\n',
      ].join('\n'),
    );
  });

  it('says that one without an end lasts', async () => {
    const { until: _, ...forGood } = ban;
    const ran = await runAgainst({ 'GET /api/bans': ok({ bans: [forGood] }) }, ['bans']);
    expect(ran.out).toContain('until     lifted by an unban');
  });

  it('says that there is none', async () => {
    const ran = await runAgainst({ 'GET /api/bans': ok({ bans: [] }) }, ['bans', '--thread', '*']);
    expect([ran.exit, ran.out]).toEqual([0, 'No ban is in force.\n']);
  });
});

describe('cleanup', () => {
  const run = { rule: 'guests', dryRun: true, decision: 'one', status: 'accepted' };

  it('says which runs it has started, and what they do', async () => {
    const runs = [run, { ...run, rule: 'idle', dryRun: false, decision: 'two' }];
    const ran = await runAgainst({ 'POST /api/cleanup': ok({ runs }) }, [
      'cleanup',
      '--dry-run',
      '--rule',
      'x',
    ]);
    expect(ran.got[0]?.path).toBe('/api/cleanup?rule=x&dryRun=true');
    expect([ran.exit, ran.out]).toEqual([
      0,
      'guests  says whom it would remove: decision one\nidle  removes people: decision two\n',
    ]);
  });
});

describe('health', () => {
  const checks = {
    configuration: { ok: true },
    token: { ok: false, faults: ['The secret could not be read.'], hint: 'Give the role.' },
  };

  it('ends with 0 when all is well', async () => {
    const ran = await runAgainst({ 'GET /api/health': ok({ healthy: true, checks: {} }) }, ['health']);
    expect([ran.exit, ran.out]).toEqual([0, expect.stringMatching(/ is well\n$/)]);
  });

  it('ends with 3 when it is not, and says what is wrong and what to do', async () => {
    const script = { 'GET /api/health': { status: 503, json: { healthy: false, checks } } };
    const ran = await runAgainst(script, ['health']);
    expect(ran.exit).toBe(3);
    expect(ran.out).toMatch(
      / is not well\n {2}configuration {2}ok\n {2}token {10}The secret could not be read\.\n {17}Give the role\.\n$/,
    );
  });

  it('is not known where the app does not run at all', async () => {
    const ran = await runAgainst({ 'GET /api/health': { status: 503, text: 'Service Unavailable' } }, [
      'health',
    ]);
    expect([ran.exit, ran.err]).toEqual([3, expect.stringMatching(/^The app answered 503/)]);
  });

  it('is not what something else says', async () => {
    const ran = await runAgainst({ 'GET /api/health': ok({ up: true }) }, ['health']);
    expect([ran.exit, ran.err]).toEqual([1, expect.stringMatching(/cannot be understood/)]);
  });
});

describe('an app that is not there', () => {
  it('ends with 3, and says so in two lines', async () => {
    const env = { BOUNCER_URL: 'http://127.0.0.1:9' };
    const ran = await runAgainst({}, ['health'], { env });
    expect(ran.exit).toBe(3);
    expect(ran.err).toMatch(/^127\.0\.0\.1:9 does not answer \([^)]+\)\.\nCheck --url/);
  });
});

describe('what is no command', () => {
  it.each([
    [['frobnicate'], 2, 'There is no command frobnicate.'],
    [['--json', 'health'], 2, 'The command comes before its options.'],
  ])('%j', async (args, exit, what) => {
    const ran = await runAgainst({}, args);
    expect([ran.exit, `${ran.out}${ran.err}`]).toEqual([exit, expect.stringContaining(what)]);
  });

  it('shows what there is', async () => {
    expect((await runAgainst({}, [])).exit).toBe(2);
    for (const args of [['--help'], ['help']]) {
      expect(await runAgainst({}, args)).toMatchObject({ exit: 0, out: expect.stringContaining('redrive') });
    }
    expect((await runAgainst({}, ['help', 'ban'])).out).toContain('--until TIME');
  });
});
