import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Zippable, zipSync } from 'fflate';

/** The earliest that the format knows, in local time as the format has it, so the zone makes no difference. */
const mtime = new Date(1980, 0, 1);
/** A plain file that everybody may read, as Unix writes it. */
const plainFile = { os: 3, attrs: 0o100644 << 16 };

/**
 * A folder as a zip. The same files give the same bytes, whenever and wherever: so a package can be compared with
 * one built elsewhere. That is why it is compressed in JavaScript and not by the zlib that a Node happens to bring.
 */
export async function zipFolder(folder: string): Promise<Uint8Array> {
  const paths: string[] = [];
  for await (const entry of glob('**', { cwd: folder, withFileTypes: true })) {
    if (entry.isFile()) paths.push(join(entry.parentPath, entry.name));
  }
  const files = paths.map(
    (path) => [path.slice(join(folder, '/').length).replaceAll('\\', '/'), path] as const,
  );
  const entries: Zippable = {};
  for (const [name, path] of files.sort(([a], [b]) => (a < b ? -1 : 1))) {
    entries[name] = [await readFile(path), { ...plainFile, mtime, level: 9 }];
  }
  return zipSync(entries);
}
