import { expect, it } from 'vitest';
import * as z from 'zod';
import { schemas } from '../../../src/openapi/components.ts';
import { nativeEventWords } from '../../../src/openapi/native-event-words.ts';
import { queryParameters } from '../../../src/openapi/query-parameters.ts';

it('every member of the native event is explained, and nothing else is', () => {
  expect(Object.keys(nativeEventWords).sort()).toEqual(Object.keys(schemas.NativeEvent.shape).sort());
});

it('a query’s schema becomes parameters, with what is said of each', () => {
  const query = z.object({ since: z.iso.datetime(), limit: z.coerce.number().int().max(9).default(5) });
  const words = { since: { description: 'Since when.' }, limit: { description: 'How many.' } };
  expect(queryParameters(query, words)).toEqual([
    {
      name: 'since',
      in: 'query',
      required: true,
      schema: { type: 'string', format: 'date-time' },
      description: 'Since when.',
    },
    {
      name: 'limit',
      in: 'query',
      schema: { type: 'integer', maximum: 9, default: 5 },
      description: 'How many.',
    },
  ]);
});

it('of a query that can be of two shapes no parameter is required', () => {
  const query = z.union([z.object({ id: z.string() }), z.object({ status: z.string() })]);
  const words = { id: { description: 'One.' }, status: { description: 'Many.' } };
  expect(queryParameters(query, words)).toEqual([
    { name: 'id', in: 'query', schema: { type: 'string' }, description: 'One.' },
    { name: 'status', in: 'query', schema: { type: 'string' }, description: 'Many.' },
  ]);
});

it('a parameter that the query does not have is a mistake', () => {
  expect(() => queryParameters(z.object({}), { id: {} })).toThrow('no member id');
});
