/** What is wrong with the configuration: one line a setting, without its value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The configuration cannot be used: ${faults.join('; ')}.`);
    this.faults = faults;
  }
}
