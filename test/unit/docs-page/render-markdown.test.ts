import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../../local/docs-page/render-markdown.ts';

describe('Markdown', () => {
  it.each([
    ['### not-json', '<h3 id="not-json">not-json</h3>'],
    ['## It did not work now', '<h2 id="it-did-not-work-now">It did not work now</h2>'],
    ['One line\nand another.', '<p>One line and another.</p>'],
    ['Two\n\nof them', '<p>Two</p>\n<p>of them</p>'],
    ['A `<code>` & more', '<p>A <code>&lt;code&gt;</code> &amp; more</p>'],
    ['See [this](https://example.com/a?b).', '<p>See <a href="https://example.com/a?b">this</a>.</p>'],
    ['Not [that](that.md).', '<p>Not that.</p>'],
  ])('%j becomes %s', (text, html) => {
    expect(renderMarkdown(text)).toBe(html);
  });

  it('of docs/problems.md is all of that kind', async () => {
    const text = await readFile(new URL('../../../docs/problems.md', import.meta.url), 'utf8');
    const html = renderMarkdown(text);
    expect(html).not.toMatch(/[`#]{2,}|^<p>[-*|]|\]\(/m);
    expect(html.match(/<h3 /g)).toHaveLength(text.match(/^### /gm)?.length ?? -1);
  });
});
