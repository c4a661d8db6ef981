/** Waits for Ctrl-C, or for whoever started us to end us, and stops what runs. */
export async function serveUntilStopped(
  running: { stop(): Promise<void> },
  print: (line: string) => void,
): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  print('\nStopping.');
  await running.stop();
}
