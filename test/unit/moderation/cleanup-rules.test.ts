import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitsParticipant, fitsThread } from '../../../src/moderation/cleanup/fits-rule.ts';
import { readCleanupRules } from '../../../src/moderation/cleanup/read-cleanup-rules.ts';

const now = Date.parse('2026-11-24T12:00:00Z');
const day = 86_400_000;
const resource = '8540c0de-899f-5cce-acb5-3ec493af3800';
const acsUser = `8:acs:${resource}_0e59221d-0c1d-46ae-9544-c963ce56c10b`;

function rules(...entries: object[]) {
  const read = readCleanupRules(JSON.stringify(entries));
  if ('faults' in read) throw new Error(read.faults.join('; '));
  return [...read.entries.values()];
}
/** One rule, of which only this matters. */
function rule(change: object) {
  const [one] = rules({ name: 'one', schedule: '0 0 3 * * *', threads: { topic: '*' }, ...change });
  if (!one) throw new Error('No rule.');
  return one;
}
const faults = (...entries: unknown[]) => {
  const read = readCleanupRules(JSON.stringify(entries));
  return 'faults' in read ? read.faults : [];
};
const thread = (change: object = {}) => ({ id: '19:a@thread.v2', topic: 'Support', ...change });
const ago = (ms: number) => new Date(now - ms).toISOString();

describe('CLEANUP_RULES', () => {
  it('are none unless there are some', () => {
    expect(readCleanupRules()).toEqual({ entries: new Map() });
  });

  it('only say what they would do until they are told otherwise', () => {
    expect(rule({}).dryRun).toBe(true);
    expect(rule({ dryRun: false }).dryRun).toBe(false);
  });

  it('know people in either way of writing a GUID', () => {
    expect(
      rule({ participants: { except: [acsUser.toUpperCase().replace('8:ACS', '8:acs')] } }),
    ).toMatchObject({
      participants: { except: [acsUser] },
    });
  });

  it.each<[string, unknown, string]>([
    ['no name', { schedule: '0 0 3 * * *' }, '[0] name is not set'],
    ['no schedule', { name: 'a', threads: { topic: 'x' } }, '[0] (a) schedule is not set'],
    [
      'a schedule of five fields',
      { name: 'a', schedule: '0 3 * * *', threads: { topic: 'x' } },
      '[0] (a) schedule must be {second} {minute} {hour} {day} {month} {day of week}, in UTC: 0 30 3 * * *',
    ],
    [
      'a member that is not known',
      { name: 'a', schedule: '0 0 3 * * *', threads: { idelFor: '1d' } },
      '[0] (a) threads has members that are not known: idelFor',
    ],
    [
      'a length of time that is none',
      { name: 'a', schedule: '0 0 3 * * *', threads: { idleFor: 'a week' } },
      '[0] (a) threads.idleFor must be a length of time from 1m to 3650d, written like 1m',
    ],
    [
      'everybody in every thread',
      { name: 'a', schedule: '0 0 3 * * *' },
      '(a) must say which threads, or which participants',
    ],
  ])('are refused with %s, by name', (_what, entry, expected) => {
    expect(faults(entry)).toEqual([expected]);
  });

  it('are refused when two have one name, or when they are no list', () => {
    const one = { name: 'a', schedule: '0 0 3 * * *', threads: { topic: 'x' } };
    expect(faults(one, one)).toEqual(['[1] (a) name is the same as of [0]']);
    expect(readCleanupRules('{}')).toEqual({ faults: ['must be a JSON array'] });
    expect(readCleanupRules('[')).toEqual({ faults: ['must be a JSON array'] });
  });
});

describe('a rule about threads', () => {
  it.each([
    ['idle for just so long', 7 * day, true],
    ['idle for less', 7 * day - 1, false],
  ])('takes one that is %s', (_what, ms, expected) => {
    const idle = rule({ threads: { idleFor: '7d' } });
    expect(fitsThread(idle, thread({ lastMessageReceivedOn: ago(ms) }), now)).toBe(expected);
  });

  it('has to ask when one was made that nobody has written in, or for its age', () => {
    const [idle, old] = [rule({ threads: { idleFor: '7d' } }), rule({ threads: { olderThan: '30d' } })];
    expect(fitsThread(idle, thread(), now)).toBe('ask');
    expect(fitsThread(idle, thread({ createdOn: now - 7 * day }), now)).toBe(true);
    expect(fitsThread(idle, thread({ createdOn: now - day }), now)).toBe(false);
    expect(fitsThread(old, thread({ lastMessageReceivedOn: ago(0) }), now)).toBe('ask');
    expect(fitsThread(old, thread({ lastMessageReceivedOn: ago(0), createdOn: now - 30 * day }), now)).toBe(
      true,
    );
  });

  it('asks for nothing when its topic or its last message says no', () => {
    const both = rule({ threads: { idleFor: '7d', olderThan: '30d', topic: 'Sales*' } });
    expect(fitsThread(both, thread(), now)).toBe(false);
    expect(fitsThread(both, thread({ topic: 'Sales 7', lastMessageReceivedOn: ago(1) }), now)).toBe(false);
  });

  it.each([
    ['Support', 'Support', true],
    ['Support', 'Support 2', false],
    ['Support*', 'Support 2', true],
    ['*2', 'Support 2', true],
    ['*port*', 'Support 2', true],
    ['S*t*2', 'Support 2', true],
    ['a*a', 'a', false],
    ['*', '', true],
    ['.*', 'Support', false],
  ])('matches the topic %j to %j: %j', (topic, given, expected) => {
    expect(fitsThread(rule({ threads: { topic } }), thread({ topic: given }), now)).toBe(expected);
  });

  it('matches topics as a regular expression would', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8, minLength: 1 });
    const texts = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 12 });
    fc.assert(
      fc.property(letters, texts, (topic, text) => {
        const expression = new RegExp(`^${topic.replaceAll('*', '[^]*')}$`);
        expect(fitsThread(rule({ threads: { topic } }), thread({ topic: text }), now)).toBe(
          expression.test(text),
        );
      }),
    );
  });
});

describe('a rule about participants', () => {
  it('takes those of its kinds, and not those of others', () => {
    const bots = rule({ participants: { kinds: ['microsoftTeamsApp', 'phoneNumber'] } });
    expect(fitsParticipant(bots, { rawId: '4:+14255550100' })).toBe(true);
    expect(fitsParticipant(bots, { rawId: acsUser })).toBe(false);
    expect(fitsParticipant(bots, { rawId: 'what is this' })).toBe(false);
  });

  it('takes those it names, and spares its exceptions, however their ids are written', () => {
    const upper = acsUser.replace(resource, resource.toUpperCase());
    expect(fitsParticipant(rule({ participants: { ids: [acsUser] } }), { rawId: upper })).toBe(true);
    expect(fitsParticipant(rule({ participants: { ids: [acsUser] } }), { rawId: '4:+14255550100' })).toBe(
      false,
    );
    expect(fitsParticipant(rule({ participants: { except: [acsUser] } }), { rawId: upper })).toBe(false);
  });
});
