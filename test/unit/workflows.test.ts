import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const files = globSync('.github/workflows/*.yml', { cwd: root }).map((file) => file.replaceAll('\\', '/'));
const read = (file: string) => readFileSync(`${root}/${file}`, 'utf8');
const scripts = Object.keys(JSON.parse(read('package.json')).scripts);

/** The steps and jobs of a file, as lines without what comes before. */
const lines = (file: string, pattern: RegExp) => read(file).match(new RegExp(pattern, 'gm')) ?? [];

describe.each(files)('%s', (file) => {
  it('runs only actions that are pinned to a commit, and says which version that is', () => {
    const uses = lines(file, /uses: .*/);
    expect(uses).not.toEqual([]);
    for (const line of uses) expect(line).toMatch(/^uses: [\w.-]+\/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('gives no right to the whole workflow, and each job names its own', () => {
    expect(read(file)).toMatch(/^permissions: \{\}$/m);
    const jobs = lines(file, /^ {2}\w+:$\n(?= {4}name:)/);
    expect(lines(file, /^ {4}permissions:$/)).toHaveLength(jobs.length);
  });

  it('leaves no token of GitHub behind for later steps', () => {
    expect(lines(file, /persist-credentials: false/)).toHaveLength(lines(file, /actions\/checkout@/).length);
  });

  it('puts nothing that others write into a shell', () => {
    for (const line of lines(file, /run: .*|^ {10}.*/)) expect(line).not.toMatch(/\$\{\{\s*github\./);
    expect(read(file)).not.toContain('pull_request_target');
  });

  it('runs scripts that there are', () => {
    const run = lines(file, /npm run [\w:]+/).map((line) => line.replace('npm run ', ''));
    expect(run.filter((name) => !scripts.includes(name))).toEqual([]);
  });

  it('ends by itself when a job hangs', () => {
    expect(lines(file, /timeout-minutes: \d+/)).toHaveLength(lines(file, /runs-on:/).length);
  });
});

describe('the workflows', () => {
  it('let only the deployment sign in to Azure, and let nothing write to the repository', () => {
    expect(files.filter((file) => read(file).includes('id-token'))).toEqual(['.github/workflows/deploy.yml']);
    for (const file of files)
      expect(read(file)).not.toMatch(/(contents|packages|actions|pull-requests): write/);
  });

  it('check and test where nothing may sign in to Azure, and deploy what has passed', () => {
    const [, signingIn = ''] = read('.github/workflows/deploy.yml').split(/^ {2}(?=deploy:$)/m);
    expect(signingIn).toMatch(/^ {4}needs: verify$[\s\S]*id-token: write/m);
    expect(signingIn).toContain('npm ci --ignore-scripts');
    expect(signingIn).not.toMatch(/npm (test|run check|ci$)/m);
  });

  it('hand every choice made in GitHub to azd, also one of several lines', () => {
    expect(read('.github/workflows/deploy.yml')).toMatch(
      /'to_entries\[\] \| "\\\(\.key\)<<\\\(\$end\)\\n\\\(\.value\)\\n\\\(\$end\)"'/,
    );
  });

  it('hold no secret: signing in is by OIDC', () => {
    for (const file of files) expect(read(file)).not.toMatch(/secrets\./);
  });

  it('check, test, audit and hold the infrastructure on every push and pull request', () => {
    const ci = read('.github/workflows/ci.yml');
    expect(ci).toMatch(/^on:\n {2}push:[\s\S]*^ {2}pull_request:$/m);
    for (const step of ['npm run check', 'npm test', 'npm run infra -- --check', 'npm audit']) {
      expect(ci).toContain(`run: ${step}`);
    }
  });

  it('deploy on a release', () => {
    expect(read('.github/workflows/deploy.yml')).toMatch(/^on:\n {2}release:\n {4}types: \[published\]$/m);
  });
});
