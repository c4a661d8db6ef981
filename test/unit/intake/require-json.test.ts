import { describe, expect, it } from 'vitest';
import { anyJson, requireJson } from '../../../src/intake/require-json.ts';

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

describe('where anything written in JSON will do', () => {
  it.each([
    'application/json',
    'text/json',
    'application/vnd.tool.v2+json; charset=utf-8',
    'Model/GLTF+JSON',
  ])('%s is let through', (type) => {
    expect(() => requireJson(type, anyJson)).not.toThrow();
  });

  it.each([
    null,
    '',
    'text/plain',
    'application/jsonp',
    '+json',
    'a+json',
    'a/b/c+json',
    'a/b+json; charset=latin1',
  ])('%s is turned away', (type) => {
    expect(() => requireJson(type, anyJson)).toThrow(
      expect.objectContaining({ problem: 'unsupported-media-type' }),
    );
  });
});
