import { readFile } from 'node:fs/promises';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { describe, expect, it } from 'vitest';
import { endings, holds, problems, problemType, waits } from '../../../src/http/problems.ts';
import { openApiText } from '../../../src/openapi/openapi-text.ts';
import { httpRoutes } from '../http-routes.ts';
import { everyObject } from './every-object.ts';

const text = openApiText();
const document = JSON.parse(text);
const operations = Object.entries<Record<string, { operationId: string }>>(document.paths).flatMap(
  ([path, item]) =>
    Object.entries(item)
      .filter(([method]) => method !== 'parameters')
      .map(([method, operation]) => ({ door: `${method.toUpperCase()} ${path}`, operation })),
);
const read = (file: string) => readFile(new URL(`../../../${file}`, import.meta.url), 'utf8');

describe('the OpenAPI document', () => {
  it('passes the rules that Redocly recommends, without a warning', async () => {
    const config = await createConfig({ extends: ['recommended'] });
    const found = await lintFromString({ source: text, absoluteRef: 'openapi.json', config });
    expect(found.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
  });

  it('describes every door that the app has over HTTP, and operators have no other', async () => {
    const described = operations.map(({ door }) => door);
    const routes = await httpRoutes();
    expect(routes.filter((route) => !described.includes(route))).toEqual([]);
    const ofOperators = (doors: string[]) => doors.filter((door) => !door.includes('/api/events')).sort();
    expect(ofOperators(described)).toEqual(ofOperators(routes));
  });

  it('has the version of the app', async () => {
    expect(document.info.version).toBe(JSON.parse(await read('package.json')).version);
  });

  it('has an example of every body', () => {
    const bodies = everyObject(document).filter(({ schema }) => schema && typeof schema === 'object');
    const media = bodies.filter((body) => !('in' in body) && !('description' in body));
    expect(media.length).toBeGreaterThan(20);
    const bare = media.filter(({ examples }) => Object.keys(examples ?? {}).length === 0);
    // The document itself, which would be an example of itself.
    expect(bare).toEqual([{ schema: { type: 'object' } }]);
  });

  it('says of every problem where it is explained, and that is so', async () => {
    const explained = await read('docs/problems.md');
    const headings = [...explained.matchAll(/^### (\S+)$/gm)].map(([, name]) => `docs/problems.md#${name}`);
    const listed: { type: string; title: string; explained: string }[] = document['x-problems'];
    const names = Object.keys({ ...problems, ...endings, ...holds, ...waits });
    expect(listed.map(({ type }) => type)).toEqual(names.map(problemType));
    expect(listed.filter((one) => !headings.includes(one.explained))).toEqual([]);
    expect(listed.filter((one) => one.type.split(':').at(-1) !== one.explained.split('#')[1])).toEqual([]);
  });

  it('names no problem that is not on that list, and each of the list somewhere', () => {
    const listed: string[] = document['x-problems'].map(({ type }: { type: string }) => type);
    const { 'x-problems': _, ...rest } = document;
    const named = new Set(JSON.stringify(rest).match(/urn:chat-bouncer:problem:[a-z0-9-]+/g));
    expect([...named].sort()).toEqual(listed.sort());
  });

  it('tells every operator’s door from the senders’', () => {
    const forSenders = operations.filter(({ operation }) => JSON.stringify(operation).includes('senderKey'));
    expect(forSenders.map(({ door }) => door.replace(/^\w+ /, ''))).toEqual(
      forSenders.map(() => expect.stringMatching(/^\/api\/events/)),
    );
  });
});
