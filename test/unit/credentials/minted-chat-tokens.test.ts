import { expect, it } from 'vitest';
import { mintedChatTokens } from '../../../src/credentials/minted-chat-tokens.ts';
import type { Send } from '../../../src/upstream/http-sender.ts';
import { drivenClock } from '../driven-clock.ts';

const signal = new AbortController().signal;

/** Mints token-1, token-2, … for whoever is the moderator, signed by whoever signs, each good for an hour. */
function setUp() {
  const clock = drivenClock();
  const state = {
    moderator: 'one',
    signer: { endpoint: 'https://acs.example', policy: { name: 'a' } as never },
  };
  const minted: string[] = [];
  const send: Send = async ({ url }) => {
    minted.push(decodeURIComponent(new URL(url).pathname.split('/')[2] ?? ''));
    const expiresOn = new Date(clock.now() + 3_600_000).toISOString();
    return {
      status: 200,
      header: () => undefined,
      body: JSON.stringify({ token: `token-${minted.length}`, expiresOn }),
    };
  };
  const signer = { get: async () => state.signer, replace: async () => state.signer };
  const tokens = mintedChatTokens(signer, async () => state.moderator, { send, clock });
  return { clock, state, minted, tokens };
}

it('mints once while nothing changes, and anew ten minutes before the end', async () => {
  const { clock, minted, tokens } = setUp();
  for (let each = 0; each < 3; each += 1) expect((await tokens.get(signal)).token).toBe('token-1');
  clock.pass(50 * 60_000);
  expect((await tokens.get(signal)).token).toBe('token-2');
  expect(minted).toEqual(['one', 'one']);
});

it('mints anew as soon as another moderator is in the vault', async () => {
  const { state, minted, tokens } = setUp();
  await tokens.get(signal);
  state.moderator = 'two';
  expect((await tokens.get(signal)).token).toBe('token-2');
  expect((await tokens.get(signal)).token).toBe('token-2');
  expect(minted).toEqual(['one', 'two']);
});

it('mints anew for another resource', async () => {
  const { state, tokens } = setUp();
  await tokens.get(signal);
  state.signer = { endpoint: 'https://other.example', policy: { name: 'b' } as never };
  expect(await tokens.get(signal)).toEqual({ token: 'token-2', endpoint: 'https://other.example' });
});
