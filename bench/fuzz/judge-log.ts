/** How the host tells of a function that has thrown; with the error's stack, as in Azure. */
const thrown = /^\[error\] [\w-]+: Executed 'Functions\.[\w-]+' \(Failed\b/;

/**
 * What `@azure/functions` says of a request whose caller has left before the handler was called. Nobody was told anything.
 */
const gone = /TypeError: Response body object should not be disturbed or locked.*\bcreateStreamRequest\b/;

/**
 * What is wrong with lines of the log: what they give away, and faults of the app's own. A function that is called by the
 * queue or a timer throws an `UpstreamError` to be called again; any other is a mistake.
 *
 * @param leaksIn - finds secrets and stacks.
 */
export function judgeLog(
  lines: readonly string[],
  leaksIn: (texts: readonly string[]) => string[],
): string[] {
  const { hosts = [], ours = [] } = Object.groupBy(lines, (line) => (thrown.test(line) ? 'hosts' : 'ours'));
  const leaks = [...leaksIn(ours), ...leaksIn(hosts).filter((leak) => !leak.startsWith('holds a stack'))];
  return [
    ...leaks.map((leak) => `a log line ${leak}`),
    ...hosts
      .filter((line) => !line.includes(' UpstreamError: ') && !gone.test(line))
      .map((line) => `a function has thrown: ${line}`),
    ...ours
      .filter((line) => /"event":"(internal-fault|misconfigured)"/.test(line))
      .map((line) => `logged ${line}`),
  ];
}
