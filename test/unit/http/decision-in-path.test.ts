import { expect, it } from 'vitest';
import { decisionInPath } from '../../../src/http/decision-in-path.ts';

const at = (path: string) => decisionInPath({ url: `http://localhost/api/decisions${path}` });

it.each(['/H8aGMG4M6EZwUf72OzRn-JENen6', '/a.b_c-1', '/abc/redrive', '/abc?decision=x'])(
  'finds it in %s',
  (path) => {
    expect(at(path)).toBe(/[\w.-]+/.exec(path)?.[0]);
  },
);

it('finds it in whatever case the route is written, as the host does', () => {
  expect(decisionInPath({ url: 'http://localhost/API/Decisions/AbC/redrive' })).toBe('AbC');
});

it.each(['', '/', '/%2F', '/a%252Fb', '/a b', `/${'x'.repeat(101)}`])('finds none in %j', (path) => {
  expect(() => at(path)).toThrow(expect.objectContaining({ problem: 'unknown-decision' }));
});
