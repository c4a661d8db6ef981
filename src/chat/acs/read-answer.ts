import type * as z from 'zod';
import { UpstreamError } from '../../upstream/upstream-error.ts';

/**
 * Reads the body of a 200 of ACS Chat.
 *
 * @throws UpstreamError when it is not what it should be.
 */
export function readAnswer<T>(shape: z.ZodType<T>, body: string): T {
  try {
    return shape.parse(JSON.parse(body));
  } catch {
    throw new UpstreamError({
      upstream: 'acs-chat',
      status: 200,
      code: 'UnexpectedAnswer',
      message: 'ACS Chat answered 200 with something that cannot be read.',
      retryable: true,
      hint: 'Check that the endpoint is an ACS resource and that nothing between it and this app changes answers.',
    });
  }
}
