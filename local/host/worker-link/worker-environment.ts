/** What a Node process needs to run at all on Linux, macOS and Windows; nothing else leaks in. */
const neededToRun = [
  'PATH',
  'HOME',
  'LANG',
  'TZ',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SystemRoot',
  'SystemDrive',
  'windir',
  'ComSpec',
  'PATHEXT',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
];

/**
 * The worker's environment: the app's settings, and of the host's own environment only what a process needs
 * to run. In Azure a developer's shell is not there either, so a setting that is missing shows here too.
 *
 * @param settings the app's settings; they win over what the host has under the same name
 * @param own the host's own environment
 */
export function workerEnvironment(
  settings: Record<string, string>,
  own: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const needed = neededToRun.flatMap((name) => {
    const value = own[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(needed), ...settings };
}
