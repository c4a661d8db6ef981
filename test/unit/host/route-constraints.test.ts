import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchRoute } from '../../../local/host/routes/match-route.ts';
import { parseRoute } from '../../../local/host/routes/parse-route.ts';
import { routeConstraint } from '../../../local/host/routes/route-constraints.ts';

describe('a constraint', () => {
  it.each([
    [
      'int',
      ['0', '-7', '+7', '2147483647', '-2147483648'],
      ['', 'a', '1.5', '2147483648', '-2147483649', '1e3'],
    ],
    ['long', ['9223372036854775807'], ['9223372036854775808', 'x', '99999999999999999999999']],
    ['bool', ['true', 'FALSE'], ['1', 'yes', '']],
    ['guid', ['cd2c1638-1638-72d5-1638-deadbeef1638', 'CD2C1638163872d51638deadbeef1638'], ['cd2c1638', '']],
    ['alpha', ['abc', 'ABC', ''], ['a1', 'é', ' ']],
    ['decimal', ['1', '-1.5', '.5'], ['1e3', 'x', '']],
    ['double', ['1', '-1.5e3', '.5'], ['x', '', '.']],
    ['float', ['1.5'], ['x']],
    ['datetime', ['2026-11-23', '2026-11-23T10:00:00Z'], ['soon']],
    ['required', ['x'], ['']],
    ['length(3)', ['abc'], ['ab', 'abcd']],
    ['length(2,4)', ['ab', 'abcd'], ['a', 'abcde']],
    ['minlength(2)', ['ab', 'abc'], ['a']],
    ['maxlength(2)', ['', 'ab'], ['abc']],
    ['min(18)', ['18', '19'], ['17', 'x']],
    ['max(120)', ['120', '-1'], ['121', 'x']],
    ['range(18,120)', ['18', '120'], ['17', '121', 'x']],
    ['regex(^\\d{3}-\\d{4}$)', ['123-4567'], ['123-456', 'x']],
    ['regex(a|(b))', ['xAx', 'b'], ['c']],
    ['INT', ['1'], ['a']],
  ])('%s', (text, passes, fails) => {
    const check = routeConstraint(text);
    for (const value of passes) expect([value, check?.(value)]).toEqual([value, true]);
    for (const value of fails) expect([value, check?.(value)]).toEqual([value, false]);
  });

  it.each(['unheard', '', 'toString', 'constructor', 'int)', '__proto__'])('%s does not exist', (text) => {
    expect(routeConstraint(text)).toBeUndefined();
  });

  it('several of them must all pass', () => {
    const route = parseRoute('{id:int:min(5):max(7)}');
    expect(['4', '5', '7', '8', 'x'].map((id) => matchRoute(route, [id]) !== undefined)).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('a template', () => {
  it.each([
    ['{id:regex(^a/b$)}', ['a/b'], { id: 'a/b' }],
    ['{id:regex(^[x:=?]+$)}', ['x:=?'], { id: 'x:=?' }],
    ['{id:regex(^\\d{{2}}$)}', ['12'], { id: '12' }],
    ['{id:int?}', [], {}],
    ['{id:int=5}', [], { id: '5' }],
    ['a/{*rest:minlength(3)}', ['a', 'bcd'], { rest: 'bcd' }],
    ['a/{**rest}', ['a', 'b', 'c'], { rest: 'b/c' }],
    ['v{major:int}.{minor:int}', ['v1.2'], { major: '1', minor: '2' }],
    ['a+b/{id}', ['A+B', 'x'], { id: 'x' }],
    ['a/', ['a'], {}],
  ])('%s', (template, path, params) => {
    expect(matchRoute(parseRoute(template), path)).toEqual(params);
  });

  it.each([
    ['a+b', ['aab']],
    ['a.b', ['axb']],
    ['{id:int?}', ['x']],
    ['a/{*rest:minlength(3)}', ['a', 'bc']],
    ['v{major:int}.{minor:int}', ['v1.x']],
    ['a/{id}', ['a']],
    ['a', ['a', 'b']],
  ])('%s does not match %j', (template, path) => {
    expect(matchRoute(parseRoute(template), path)).toBeUndefined();
  });

  it.each(['{', '}', '{}', 'a//b', '{id', 'id}', '{id:unheard}', '{:int}', '{a}{', '{*}'])(
    '%s is none',
    (template) => {
      expect(() => parseRoute(template)).toThrow();
    },
  );

  it('a literal matches itself in any case, and nothing else', () => {
    const segment = fc.stringMatching(/^[\w.+*()|$^[\]~!@,;=&'-]+$/);
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1 }), segment, (path, other) => {
        const route = parseRoute(path.join('/'));
        expect(matchRoute(route, path)).toEqual({});
        expect(
          matchRoute(
            route,
            path.map((each) => each.toUpperCase()),
          ),
        ).toEqual({});
        if (other.toLowerCase() !== path[0]?.toLowerCase()) {
          expect(matchRoute(route, [other, ...path.slice(1)])).toBeUndefined();
        }
      }),
    );
  });
  it('a parameter takes a whole segment, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (value) => {
        expect(matchRoute(parseRoute('a/{id}/b'), ['a', value, 'b'])).toEqual({ id: value });
      }),
    );
  });
});
