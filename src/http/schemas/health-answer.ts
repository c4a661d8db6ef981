import * as z from 'zod';

const check = z.object({
  ok: z.boolean(),
  faults: z.array(z.string()).describe('What is wrong. No secret is in it.').exactOptional(),
  hint: z.string().describe('What to do about it.').exactOptional(),
});

/** The state of everything the app needs. */
export const healthAnswer = z.object({
  healthy: z.boolean().describe('Whether all checks are.'),
  checks: z.record(z.string(), check).describe('Each thing the app needs, by name.'),
});
