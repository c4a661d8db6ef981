import { describe, expect, it } from 'vitest';
import { readExamples } from '../../e2e/examples/read-examples.ts';

const fence = '```';
const page = (...lines: string[]) => readExamples({ 'A.md': lines.join('\n') });
const shell = (script: string) => `${fence}sh\n${script}\n${fence}`;

describe('the examples of a page', () => {
  it('are what the comment before them says', () => {
    const { examples, unexplained } = page(
      'Text.',
      '<!-- example: a ban; given: banned, and back; with: 7d as 5s; exits: 1; prints: "status":"done"; after: kept out -->',
      shell('curl "$URL"'),
      'More text.',
    );
    expect(examples).toEqual([
      expect.objectContaining({
        ...{ page: 'A.md', name: 'a ban', given: 'banned, and back', with: '7d as 5s', exits: '1' },
        ...{ prints: '"status":"done"', after: 'kept out', script: 'curl "$URL"\n' },
      }),
    ]);
    expect(unexplained).toEqual([]);
  });

  it('may be settings, and what is pasted once before the others', () => {
    const json = `${fence}json\n[]\n${fence}`;
    const found = page('<!-- setting: RULES -->', json, '<!-- before each: yes -->', shell('post() { :; }'));
    expect(found.settings).toEqual({ RULES: '[]\n' });
    expect(found.before).toBe('post() { :; }\n');
  });

  it.each(['curl "$URL"', 'npm run bouncer -- held'])(
    'are missing where a block runs %s without a word',
    (script) => {
      expect(page('Text.', '', shell(script)).unexplained).toHaveLength(1);
      expect(page('- In a list:', '', `  ${fence}`, `  ${script}`, `  ${fence}`).unexplained).toHaveLength(1);
      expect(page('<!-- not run: needs Azure -->', shell(script)).unexplained).toEqual([]);
      const list = ['  <!-- not run: needs Azure -->', `  ${fence}`, `  ${script}`, `  ${fence}`];
      expect(page(...list).unexplained).toEqual([]);
    },
  );

  it('are not understood where a comment has a member that is none', () => {
    expect(page('<!-- example: a ban; print: done -->', shell('curl "$URL"')).unexplained).toHaveLength(1);
  });

  it('are none where nothing is run', () => {
    expect(page(shell('azd up'))).toMatchObject({ examples: [], unexplained: [] });
  });
});
