import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assets } from '../../local/docs-page/assets.ts';
import { type DocsPage, startDocsPage } from '../../local/docs-page/start-docs-page.ts';
import { openApiText } from '../../src/openapi/openapi-text.ts';
import { stackUnderTest } from './stack-under-test.ts';

const under = stackUnderTest();
let page: DocsPage;
beforeAll(async () => {
  page = await startDocsPage(under.stack, 0);
});
afterAll(() => page.stop());

const get = (path: string, init: RequestInit = {}) => fetch(new URL(path, page.url), init);
const read = async (path: string) => JSON.parse(await (await get(path)).text());

/** The event that the page offers to send. */
async function offered(name = 'remove') {
  const { paths } = await read('/openapi.json');
  return paths['/api/events'].post.requestBody.content['application/json'].examples[name].value;
}

/** As the page sends what is tried on it. */
async function tried(path: string, body: unknown, init: RequestInit = {}) {
  const { senderKey } = await read('/keys.json');
  const headers = { 'content-type': 'application/json', 'x-functions-key': senderKey };
  return await get(path, { method: 'POST', headers, body: JSON.stringify(body), ...init });
}

describe('the app', () => {
  it('tells operators its contract', async () => {
    const answer = await under.operate('/api/openapi.json');
    expect([answer.status, answer.text]).toEqual([200, openApiText()]);
    expect(await under.request('/api/openapi.json')).toMatchObject({ status: 401 });
  });
});

describe('the page', () => {
  it.each(Object.entries(assets))(
    'serves %s, and lets nothing come from elsewhere',
    async (path, { type }) => {
      const answer = await get(path);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
      const policy = answer.headers.get('content-security-policy');
      expect(policy).toMatch(/^default-src 'none'; script-src 'self';.* connect-src 'self';/);
      expect(policy).not.toMatch(/https?:|\*/);
      expect((await answer.text()).length).toBeGreaterThan(100);
    },
  );

  it('names no file that it does not serve', async () => {
    const html = await (await get('/')).text();
    const named = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(named.filter((path) => path !== 'data:,' && !(path in assets))).toEqual([]);
  });

  it('shows the contract of the app, about people who are there', async () => {
    const { openapi, paths } = await read('/openapi.json');
    expect([openapi, Object.keys(paths)]).toEqual(['3.1.1', expect.arrayContaining(['/api/events'])]);
    const { threadId, participant } = await offered();
    expect(under.stack.azure.communication.threads.members(threadId)).toContain(participant);
  });

  it('has a request that works as it is offered', async () => {
    const event = await offered();
    const answer = await tried('/api/events', event);
    expect([answer.status, await answer.json()]).toMatchObject([200, { outcome: 'removed' }]);
    expect(under.stack.azure.communication.threads.members(event.threadId)).not.toContain(event.participant);
  });

  it('passes on what is asked with an operator’s key, and the answer as it is', async () => {
    const { hostKey } = await read('/keys.json');
    const headers = { 'x-functions-key': hostKey };
    expect(await (await get('/api/health', { headers })).json()).toMatchObject({ healthy: true });
    const unknown = await get('/api/decisions/nothing', { headers });
    expect([unknown.status, unknown.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
    expect((await get('/api/health')).status).toBe(401);
  });

  it('is for nobody but itself', async () => {
    const from = (headers: Record<string, string>) => get('/keys.json', { headers });
    expect((await from({ origin: 'https://example.com' })).status).toBe(403);
    expect((await from({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await from({ origin: page.url.slice(0, -1) })).status).toBe(200);
    expect((await get('/nothing')).status).toBe(404);
  });

  it('leads from the type of a problem to its explanation', async () => {
    const { paths } = await read('/openapi.json');
    const { description } = paths['/api/events'].post.responses[400];
    const [, link = '', anchor = ''] = /\]\((\/docs\/problems\.md#(not-json))\)/.exec(description) ?? [];
    expect(await (await get(link)).text()).toContain(`id="${anchor}"`);
  });
});
