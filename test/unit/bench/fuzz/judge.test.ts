import { describe, expect, it } from 'vitest';
import type { Fate } from '../../../../bench/fuzz/draft.ts';
import { createLeakSearch } from '../../../../bench/fuzz/find-leaks.ts';
import { judgeAnswer } from '../../../../bench/fuzz/judge-answer.ts';
import { judgeCall, judgeThread, wordsFor, wordsIn } from '../../../../bench/fuzz/judge-threads.ts';
import { rememberWords } from '../../../../bench/fuzz/remember-words.ts';
import { judgeMemory } from '../../../../bench/fuzz/worker-memory.ts';
import { problemAnswer } from '../../../../src/http/http-problem.ts';
import type { ProblemName } from '../../../../src/http/problems.ts';

type Given = { status: number; headers?: Record<string, string>; body?: string };

function judged(
  { status, headers = {}, body = '' }: Given,
  request: { path?: string; welcome?: boolean } = {},
): string[] {
  const answer = { status, headers: new Map(Object.entries(headers)), body: Buffer.from(body) };
  return judgeAnswer(
    { kind: 'answer', answer, ms: 1 },
    { method: 'POST', path: '/api/events', welcome: false, ...request },
  );
}

function problem(name: ProblemName, change: Record<string, unknown> = {}): Given {
  const { status = 0, headers, body } = problemAnswer(name, { detail: 'It is so.' });
  const lower = Object.entries(headers as Record<string, string>).map(([header, value]) => [
    header.toLowerCase(),
    value,
  ]);
  return {
    status,
    headers: Object.fromEntries(lower),
    body: JSON.stringify({ ...JSON.parse(String(body)), ...change }),
  };
}

const json = { 'content-type': 'application/json' };

describe('the judge of answers', () => {
  it.each<[string, Given]>([
    ['a success', { status: 200, headers: json, body: '{"decision":"a"}' }],
    ['a problem that is known', problem('bad-signature')],
    ['the host’s own refusal', { status: 401 }],
    ['the host’s own “not here”', { status: 404 }],
  ])('finds nothing wrong with %s', (_, given) => {
    expect(judged(given)).toEqual([]);
  });

  it.each<[string, Given, string]>([
    ['a 500', { status: 500 }, 'answered 500 without a problem'],
    ['a fault of ours', problem('internal-fault'), 'answered 503: internal-fault'],
    ['a service that stays away', problem('upstream-unavailable'), 'answered 503: upstream-unavailable'],
    ['settings that are wrong', problem('misconfigured'), 'answered 503: misconfigured'],
    [
      'a 503 that does not say when',
      { ...problem('upstream-unavailable'), headers: { 'content-type': 'application/problem+json' } },
      'without Retry-After',
    ],
    ['an error in other words', { status: 400, headers: json, body: '{"error":"no"}' }, 'without a problem'],
    ['an error without words that is not the host’s', { status: 403 }, 'without a problem'],
    ['a problem that is not documented', problem('not-json', { type: 'about:blank' }), 'not known'],
    ['a problem of another status', { ...problem('not-json'), status: 422 }, 'another status'],
    ['a problem of another title', problem('not-json', { title: 'Oops' }), 'another status or title'],
    ['a redirection', { status: 302, headers: { location: 'http://a' } }, 'a redirection'],
    ['a header of a caller’s making', { status: 200, headers: { 'x-evil': '1' } }, 'unknown headers: x-evil'],
    [
      'a stack',
      problem('not-json', { detail: 'Error: a\n    at parse (file:///home/site/wwwroot/main.js:2:15)' }),
      'holds a stack',
    ],
    ['half an answer', { status: 200, headers: json, body: '{"dec' }, 'JSON that is none'],
  ])('finds %s', (_, given, finding) => {
    expect(judged(given).join()).toContain(finding);
  });

  it('finds a refusal of what was right', () => {
    expect(judged(problem('invalid-event'), { welcome: true }).join()).toContain('though all was right');
  });

  it('lets health say in its own words that something is wrong', () => {
    expect(
      judged({ status: 503, headers: json, body: '{"healthy":false}' }, { path: '/api/health' }),
    ).toEqual([]);
    expect(judged({ status: 503, headers: json, body: '{"healthy":false}' })).not.toEqual([]);
  });

  it('finds that there was no answer, unless the sender had left', () => {
    const request = { method: 'POST', path: '/', welcome: false };
    expect(judgeAnswer({ kind: 'no answer', why: 'closed' }, request)).toEqual(['no answer: closed']);
    expect(judgeAnswer({ kind: 'left' }, request)).toEqual([]);
  });
});

describe('the judge of threads', () => {
  const [asked, refused, unclear, bystander] = [
    '8:acs:r_asked',
    '8:acs:r_refused',
    '8:acs:r_unclear',
    '8:acs:r_bystander',
  ];
  const fated = (fate: Fate, request: string) => ({ fate, request });
  const thread = {
    threadId: '19:a@thread.v2',
    others: [bystander],
    fates: new Map([
      [asked, fated('out', 'request 1')],
      [refused, fated('in', 'request 2')],
      [unclear, fated('either', 'request 3')],
    ]),
  };
  const members = (...who: string[]) => new Set(who);

  it('finds nothing wrong when those are out who were to be, and nobody else', () => {
    const clean = { findings: [], late: [] };
    expect(judgeThread(thread, members(refused, bystander))).toEqual(clean);
    expect(judgeThread(thread, members(refused, bystander, unclear))).toEqual(clean);
  });

  it('finds a bystander who is out', () => {
    expect(judgeThread(thread, members(refused)).findings.join()).toContain(`${bystander} is out`);
  });

  it('finds somebody out whose removal was to be refused, and names the request', () => {
    expect(judgeThread(thread, members(bystander)).findings).toEqual([
      `request 2: removed ${refused}, and had to be refused`,
    ]);
  });

  it('finds somebody still in who was to be out', () => {
    const { findings, late } = judgeThread(thread, members(asked, refused, bystander));
    expect([findings, late]).toEqual([[], [`request 1: ${asked} is still in, and should be out`]]);
  });

  it.each<[string, string, boolean]>([
    ['of somebody asked for', asked, true],
    ['of somebody who may be meant', unclear, true],
    ['of somebody who was to stay', refused, false],
    ['of a bystander, whatever a request says', bystander, false],
    ['of somebody unknown whom a garbled request names', '8:acs:r_named', true],
    ['of somebody unknown', '8:acs:r_nobody', false],
  ])('judges a call for the removal %s', (_, participant, fine) => {
    const saidSo = (who: string) => who === '8:acs:r_named' || who === bystander;
    expect(judgeCall({ threadId: thread.threadId, participant }, thread, saidSo) === undefined).toBe(fine);
  });

  it('finds a call about a thread that no request was about', () => {
    expect(judgeCall({ threadId: '19:b@thread.v2', participant: asked }, undefined, () => false)).toContain(
      'nobody asked for',
    );
  });

  it('knows a participant again in a body, escaped, in base64 or as a vendor’s user', () => {
    const participant = '8:acs:6e4f4f8b-9d0f-4a3f-8f6e-5a5d5a5d5a5d_11111111-2222-3333-4444-555555555555';
    const data = JSON.stringify({ participant });
    const bodies = [
      data,
      data.replace('acs', '\\u0061cs').replace('1111', '\\u0031111'),
      JSON.stringify({ data_base64: Buffer.from(data).toString('base64') }),
      '{"user":{"id":"11111111-2222-3333-4444-555555555555"}}',
    ];
    for (const body of bodies) {
      const words = new Set(wordsIn(Buffer.from(body)));
      expect(
        wordsFor(participant).some((word) => words.has(word)),
        body,
      ).toBe(true);
    }
    expect(
      wordsFor(participant).some((word) => wordsIn(Buffer.from('{"id":"somebody-else"}')).includes(word)),
    ).toBe(false);
  });
});

describe('words that were said', () => {
  it('are known again, and others are not', () => {
    const words = rememberWords();
    const ids = Array.from({ length: 1_000 }, () => crypto.randomUUID());
    for (const id of ids) words.add(id);
    expect(ids.every(words.has)).toBe(true);
    expect(Array.from({ length: 1_000 }, () => crypto.randomUUID()).filter(words.has)).toEqual([]);
  });
});

describe('the search for leaks', () => {
  const secret = crypto.randomUUID();
  const token = crypto.randomUUID();
  const leaks = createLeakSearch({ kept: [secret, 'short'], issued: () => [token], canary: 'canary' });

  it.each([
    ['a secret, anywhere in a text', `key=x${secret}x`, 'holds a secret'],
    ['a token, as a word', `Bearer ${token}`, 'holds an issued secret'],
    ['what nobody reads', '{"note":"canary"}', 'holds what nobody reads'],
    ['a stack', 'Error\\n    at Object.read (node:internal/x:1:2)', 'holds a stack'],
  ])('finds %s, and does not repeat it', (_, text, finding) => {
    const [found = ''] = leaks(['all is well', text]);
    expect(found).toContain(finding);
    expect(found).not.toContain(secret);
  });

  it('finds nothing in what is harmless', () => {
    expect(leaks(['{"event":"enforced","outcome":"removed"}', 'look at https://a/b:1', 'short'])).toEqual([]);
  });
});

describe('the judge of memory', () => {
  const memory = (inUseMiB: number, rssMiB: number, polluted = false) => ({ inUseMiB, rssMiB, polluted });

  it('lets caches fill, and finds what grows beyond', () => {
    expect(judgeMemory(memory(30, 120), memory(40, 180), 5_000)).toEqual([]);
    expect(judgeMemory(memory(30, 120), memory(60, 120), 400).join()).toContain('inUseMiB from 30.0 to 60.0');
    expect(judgeMemory(memory(30, 120), memory(30, 300), 5_000).join()).toContain('rssMiB');
  });

  it('lets a process take the room it needs before it has run for long', () => {
    expect(judgeMemory(memory(30, 120), memory(30, 300), 400)).toEqual([]);
  });

  it('finds that all objects were changed', () => {
    expect(judgeMemory(memory(1, 1), memory(1, 1, true), 400)).toEqual(['Object.prototype was changed']);
  });
});
