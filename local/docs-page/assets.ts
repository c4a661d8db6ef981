import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderMarkdown } from './render-markdown.ts';

/** Something that the page is made of. */
export interface Asset {
  readonly type: string;
  load(): Promise<string>;
}

const here = (file: string) => readFile(new URL(file, import.meta.url), 'utf8');

/** The viewer as one file, which loads nothing besides: https://github.com/Authress-Engineering/openapi-explorer */
const viewer = () => {
  const main = createRequire(import.meta.url).resolve('openapi-explorer');
  return readFile(join(dirname(dirname(main)), 'browser', 'openapi-explorer.min.js'), 'utf8');
};

async function problems(): Promise<string> {
  const text = await readFile(fileURLToPath(new URL('../../docs/problems.md', import.meta.url)), 'utf8');
  const head =
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Problems</title><link rel="icon" href="data:,">';
  return `${head}<link rel="stylesheet" href="/page.css"><article>${renderMarkdown(text)}</article></html>`;
}

const html = 'text/html; charset=utf-8';
const script = 'text/javascript; charset=utf-8';

/** What the page is made of, by its path. */
export const assets: Readonly<Record<string, Asset>> = {
  '/': { type: html, load: () => here('page.html') },
  '/page.css': { type: 'text/css; charset=utf-8', load: () => here('page.css') },
  '/page.js': { type: script, load: () => here('page.js') },
  '/openapi-explorer.js': { type: script, load: viewer },
  '/docs/problems.md': { type: html, load: problems },
};
