import { describe, expect, it } from 'vitest';
import { sourceInPath } from '../../../src/intake/source-in-path.ts';
import { readSources } from '../../../src/intake/sources/read-sources.ts';

const entry = (name: string) => ({ name, format: 'native', signature: 'none' });
const read = readSources(
  JSON.stringify([entry('default'), entry('forum-2'), entry('constructor'), entry('events')]),
);
const sources = 'entries' in read ? read.entries : new Map();
const nameAt = (path: string) => sourceInPath({ url: `https://app.test${path}` }, sources).name;

describe('the source of a request', () => {
  it.each([
    ['/api/events', 'default'],
    ['/api/events/', 'default'],
    ['/api/events/default', 'default'],
    ['/api/events/forum-2', 'forum-2'],
    ['/api/events/forum-2/', 'forum-2'],
    ['/api/events/constructor', 'constructor'],
    ['/v1/intake/events/forum-2', 'forum-2'],
    ['/api/Events/forum-2', 'forum-2'],
    ['/API/EVENTS', 'default'],
    ['/api/events/events', 'events'],
    ['/api/events?source=forum-2', 'default'],
    ['/api/events/forum-2?source=default&code=x', 'forum-2'],
  ])('%s is %s', (path, name) => expect(nameAt(path)).toBe(name));

  it.each([
    '/api/events/unknown',
    '/api/events/FORUM-2',
    '/api/events/forum-2%20',
    '/api/events/%66orum-2',
    '/api/%65vents/forum-2',
    '/api/%65vents',
    '/api/events/forum-2/more',
    '/api/events/__proto__',
    '/api/events/toString',
    '/api/events/bouncer.cleanup',
  ])('%s is none', (path) => {
    expect(() => nameAt(path)).toThrow(expect.objectContaining({ problem: 'unknown-source' }));
  });

  it('is none at the plain address where no source is named default', () => {
    expect(() => sourceInPath({ url: 'https://app.test/api/events' }, new Map())).toThrow('WEBHOOK_SOURCES');
  });
});
