import { expect, it } from 'vitest';
import { requireJson } from '../../../src/intake/require-json.ts';

it.each([
  'application/json',
  'Application/JSON',
  'application/json; charset=utf-8',
  'application/json;charset="UTF-8"',
  'application/json ; charset=utf8 ; x=y',
])('lets %s through', (type) => {
  expect(() => requireJson(type)).not.toThrow();
});

it.each([
  null,
  '',
  'text/plain',
  'application/jsonp',
  'application/json, text/plain',
  'application/x-www-form-urlencoded',
  'application/json; charset=utf-16',
  'application/json; charset=iso-8859-1',
  'x-application/json',
])('turns %s away', (type) => {
  expect(() => requireJson(type)).toThrow(expect.objectContaining({ problem: 'unsupported-media-type' }));
});
