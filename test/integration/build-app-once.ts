import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { buildApp } from '../../local/build-app.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder with the built app. */
    appRoot: string;
  }
}

/** Builds the app for this test run, apart from `dist`, and takes it away again. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = fileURLToPath(new URL(`../../.local/app-under-test-${process.pid}`, import.meta.url));
  project.provide('appRoot', await buildApp(folder));
  return () => rm(folder, { recursive: true, force: true });
}
