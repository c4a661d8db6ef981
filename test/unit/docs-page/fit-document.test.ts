import { describe, expect, it } from 'vitest';
import { fitDocument } from '../../../local/docs-page/fit-document.ts';
import { openApiText } from '../../../src/openapi/openapi-text.ts';

const place = { threadId: '19:here@thread.v2', participant: '8:acs:somebody' };
const fitted = fitDocument(openApiText(), place, 'run');
const { paths, 'x-problems': problems } = JSON.parse(fitted);
const { requestBody, responses } = paths['/api/events'].post;

describe('the contract on the page', () => {
  it('is about people who are there, under ids that are new', () => {
    const { examples } = requestBody.content['application/json'];
    expect(examples.remove.value).toMatchObject({ ...place, id: 'case-4711-run' });
    expect(fitDocument(openApiText(), place, 'again')).toContain('case-4711-again');
  });

  it('leads from a problem to its explanation', () => {
    expect(responses[400].description).toContain('[not-json](/docs/problems.md#not-json)');
    expect(problems[0].explained).toBe('docs/problems.md#empty-body');
  });
});
