import { readdir } from 'node:fs/promises';

/**
 * Makes sure that a folder may be made anew: it is not there, is empty, or is an earlier build.
 *
 * @throws Error when it holds anything else, which would be deleted.
 */
export async function requireOwnFolder(folder: string): Promise<void> {
  const entries = await readdir(folder).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (entries.length === 0 || entries.includes('THIRD-PARTY-NOTICES.txt')) return;
  throw new Error(
    `${folder} holds something else, which would be deleted: give an empty folder, or a new one.`,
  );
}
