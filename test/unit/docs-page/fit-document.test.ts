import { describe, expect, it } from 'vitest';
import { fitDocument } from '../../../local/docs-page/fit-document.ts';
import { exampleDay } from '../../../src/openapi/examples/people.ts';
import { openApiText } from '../../../src/openapi/openapi-text.ts';

const place = { threadId: '19:here@thread.v2', participant: '8:acs:somebody' };
const leapDay = Date.parse('2028-02-29T00:00:00Z');
const fitted = fitDocument(openApiText(), place, leapDay + 86_400_000);
const { paths, 'x-problems': problems } = JSON.parse(fitted);
const { requestBody, responses } = paths['/api/events'].post;

describe('the contract on the page', () => {
  it('is about people who are there, under ids that are new', () => {
    const { examples } = requestBody.content['application/json'];
    expect(examples.remove.value).toMatchObject({ ...place, id: expect.stringMatching(/^case-4711-./) });
    expect(fitDocument(openApiText(), place, leapDay)).not.toContain(examples.remove.value.id);
  });

  it('is about yesterday: what is too old is not carried out', () => {
    const { examples } = requestBody.content['application/cloudevents+json'];
    expect(examples.structured.value.time).toBe('2028-02-29T09:30:00Z');
    expect(openApiText()).toContain(`${exampleDay}T`);
    expect(fitted).not.toContain(`${exampleDay}T`);
  });

  it('leads from a problem to its explanation', () => {
    expect(responses[400].description).toContain('[not-json](/docs/problems.md#not-json)');
    expect(problems[0].explained).toBe('docs/problems.md#empty-body');
  });
});
