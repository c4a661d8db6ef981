import fc from 'fast-check';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { describe, expect, it } from 'vitest';
import { standardWebhooks } from '../../../../src/intake/signatures/standard-webhooks.ts';
import { newPair, newSecret, type Signable, v1, v1a, webhookHeaders } from './signed-by.ts';

const now = Date.parse('2026-11-23T09:00:00Z');
const seconds = now / 1_000;
const secret = newSecret();
const delivery = {
  id: 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W',
  timestamp: `${seconds}`,
  body: Buffer.from('{"test": 2432232314}'),
};

/** What becomes of a delivery: as it stands, unless something of it is put in another's place. */
function verify(change: Partial<Signable & { signature: string; keys: readonly string[]; at: number }> = {}) {
  const { keys = [secret], at = now, signature = v1(secret, delivery), ...members } = change;
  const sent = { ...delivery, ...members };
  return standardWebhooks.verify({ headers: webhookHeaders(sent, signature), body: sent.body }, keys, at);
}

const flipped = (bytes: Uint8Array, bit: number) => {
  const copy = Buffer.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
};

const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/);
const body = fc.uint8Array({ minLength: 1, maxLength: 200 });
const signable = fc.record({ id, timestamp: fc.constant(`${seconds}`), body });

describe('what others sign is accepted', () => {
  it('the official library’s', () => {
    fc.assert(
      fc.property(id, fc.string({ unit: 'grapheme' }), (id, text) => {
        const signature = new StandardWebhook(secret).sign(id, new Date(now), text);
        expect(verify({ id, body: Buffer.from(text), signature })).toBe('ok');
      }),
    );
  });

  it('Svix’s, under its own names', () => {
    const signature = new SvixWebhook(secret).sign(delivery.id, new Date(now), delivery.body);
    const headers = webhookHeaders(delivery, signature, 'svix');
    expect(standardWebhooks.verify({ headers, body: delivery.body }, [secret], now)).toBe('ok');
    expect(standardWebhooks.deliveryId(headers)).toBe(delivery.id);
  });
});

describe('any delivery that is signed', () => {
  it('is accepted, symmetrically and asymmetrically, whatever its bytes', () => {
    const { publicKey, privateKey } = newPair();
    fc.assert(
      fc.property(signable, (sent) => {
        expect(verify({ ...sent, signature: v1(secret, sent) })).toBe('ok');
        expect(verify({ ...sent, keys: [publicKey], signature: v1a(privateKey, sent) })).toBe('ok');
      }),
    );
  });

  it('is refused with a flipped bit anywhere in the body', () => {
    fc.assert(
      fc.property(signable, fc.nat(), (sent, at) => {
        const body = flipped(sent.body, at % (sent.body.length * 8));
        expect(verify({ ...sent, body, signature: v1(secret, sent) })).toBe('mismatch');
      }),
    );
  });

  it.each(['v1', 'v1a'] as const)(
    'is refused with a flipped bit anywhere in the signature (%s)',
    (version) => {
      const { publicKey, privateKey } = newPair();
      fc.assert(
        fc.property(signable, fc.nat(), (sent, at) => {
          const right = version === 'v1' ? v1(secret, sent) : v1a(privateKey, sent);
          const bytes = Buffer.from(right);
          const wrong = flipped(bytes, at % (bytes.length * 8)).toString('latin1');
          // A header cannot hold them, or would not keep them.
          fc.pre(!/[\0\r\n]|^\s|\s$/.test(wrong));
          expect(verify({ ...sent, keys: [secret, publicKey], signature: wrong })).not.toBe('ok');
        }),
      );
    },
  );

  it('is refused with a flipped bit anywhere in the id or the timestamp', () => {
    fc.assert(
      fc.property(signable, fc.nat(), fc.constantFrom('id', 'timestamp'), (sent, at, member) => {
        const bytes = Buffer.from(sent[member as 'id' | 'timestamp']);
        const wrong = flipped(bytes, at % (bytes.length * 8)).toString('latin1');
        fc.pre(!/[\0\r\n]|^\s|\s$/.test(wrong));
        expect(verify({ ...sent, [member]: wrong, signature: v1(secret, sent) })).not.toBe('ok');
      }),
    );
  });

  it('is refused with the id, the timestamp, the body or the signature of another one', () => {
    const other = { id: 'msg_other', timestamp: `${seconds - 1}`, body: Buffer.from('{}') };
    for (const member of ['id', 'timestamp', 'body'] as const) {
      expect(verify({ [member]: other[member] })).toBe('mismatch');
    }
    expect(verify({ signature: v1(secret, other) })).toBe('mismatch');
  });
});

describe('the timestamp', () => {
  const at = (offset: number) => {
    const sent = { ...delivery, timestamp: `${seconds + offset}` };
    return verify({ ...sent, signature: v1(secret, sent) });
  };

  it.each([0, -300, 300])('is in time %d s away', (offset) => expect(at(offset)).toBe('ok'));
  it.each([-301, 301, -86_400, 86_400])('is not in time %d s away', (offset) =>
    expect(at(offset)).toBe('stale'),
  );

  it('counts whole seconds, so that the 300th lasts until its end', () => {
    expect(verify({ at: now + 300_999 })).toBe('ok');
    expect(verify({ at: now + 301_000 })).toBe('stale');
  });

  it.each([
    ['junk after it', `${seconds}abc`],
    ['a fraction', `${seconds}.0`],
    ['a sign', `+${seconds}`],
    ['a leading zero', `0${seconds}`],
    ['an exponent', '1e9'],
    ['hexadecimal', '0x6500'],
    ['digits of another script', '١٧٠٠٠٠٠٠٠٠'],
    ['a date', '2026-11-23T09:00:00Z'],
    ['nothing', ''],
    ['two of them', `${seconds}, ${seconds}`],
    ['more digits than a time has', '9'.repeat(40)],
  ])('is refused with %s, even if that was signed', (_what, timestamp) => {
    const headers = new Map(Object.entries({ 'webhook-id': delivery.id, 'webhook-timestamp': timestamp }));
    headers.set('webhook-signature', v1(secret, { ...delivery, timestamp }));
    const get = (name: string) => headers.get(name) ?? null;
    expect(standardWebhooks.verify({ headers: { get }, body: delivery.body }, [secret], now)).toBe(
      'malformed',
    );
  });
});

describe('the id', () => {
  it('is refused with a dot: else one signature would be good for two deliveries', () => {
    const short = { ...delivery, id: 'm1', body: Buffer.from(`${seconds}.{"action":"remove"}`) };
    const signature = v1(secret, short);
    const long = { ...short, id: `m1.${seconds}`, body: Buffer.from('{"action":"remove"}') };
    expect(new StandardWebhook(secret).sign(long.id, new Date(now), long.body)).toBe(signature);
    expect(verify({ ...long, signature })).toBe('malformed');
  });

  it.each(['a b', 'ä', 'a/b', 'a,b', 'a'.repeat(257), ''])(
    'is refused as %j, even if that was signed',
    (id) => {
      const headers = { get: (name: string) => ({ ...all, 'webhook-id': id })[name] ?? null };
      const all: Record<string, string> = {
        'webhook-timestamp': delivery.timestamp,
        'webhook-signature': v1(secret, { ...delivery, id }),
      };
      expect(standardWebhooks.verify({ headers, body: delivery.body }, [secret], now)).toBe('malformed');
    },
  );
});

describe('the headers', () => {
  const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
  const whole = () => webhookHeaders(delivery, v1(secret, delivery));
  const of = (headers: Headers) => standardWebhooks.verify({ headers, body: delivery.body }, [secret], now);

  it.each(names)('may not lack %s', (name) => {
    const headers = whole();
    headers.delete(name);
    expect(of(headers)).not.toBe('ok');
  });

  it.each(names)('may not hold an empty %s', (name) => {
    const headers = whole();
    headers.set(name, '');
    expect(of(headers)).not.toBe('ok');
  });

  it.each(names.slice(0, 2))('may not hold %s twice', (name) => {
    const headers = whole();
    headers.append(name, headers.get(name) ?? '');
    expect(of(headers)).toBe('malformed');
  });

  it('are of one family: an id under one name is not vouched for by a signature under the other', () => {
    const headers = webhookHeaders(delivery, v1(secret, delivery), 'svix');
    headers.set('webhook-id', 'another');
    expect(of(headers)).toBe('ok');
    expect(standardWebhooks.deliveryId(headers)).toBe(delivery.id);
    headers.set('webhook-signature', 'v1,AAAA');
    expect(of(headers)).not.toBe('ok');
  });
});

describe('the list of signatures', () => {
  const right = v1(secret, delivery);
  const wrong = v1(newSecret(), delivery);

  it('is good if any of them fits', () => {
    expect(verify({ signature: `${wrong} ${right}` })).toBe('ok');
    expect(verify({ signature: `${right} ${wrong}` })).toBe('ok');
    expect(verify({ signature: wrong })).toBe('mismatch');
  });

  it('may hold versions that are not known here, which prove nothing', () => {
    expect(verify({ signature: `v2,AAAA ${right}` })).toBe('ok');
    expect(verify({ signature: right.replace('v1,', 'v2,') })).toBe('mismatch');
    expect(verify({ signature: right.replace('v1,', 'V1,') })).toBe('mismatch');
  });

  it('takes no signature under the version of the other kind', () => {
    const { publicKey, privateKey } = newPair();
    const asymmetric = v1a(privateKey, delivery);
    expect(verify({ keys: [publicKey], signature: asymmetric.replace('v1a,', 'v1,') })).toBe('mismatch');
    expect(verify({ signature: right.replace('v1,', 'v1a,') })).toBe('mismatch');
  });

  it('holds 32 at most, however many are sent', () => {
    const list = (count: number) => [...Array(count - 1).fill(wrong), right].join(' ');
    expect(verify({ signature: list(32) })).toBe('ok');
    expect(verify({ signature: list(33) })).toBe('malformed');
    expect(verify({ signature: list(10_000) })).toBe('malformed');
  });

  it.each(['', ' ', 'v1', 'v1,', ',', 'v1a,'])('is refused as %j', (signature) => {
    expect(verify({ signature })).not.toBe('ok');
  });
});

describe('keys', () => {
  it('are rotated without a gap, and an old one counts for nothing once rotation has ended', () => {
    const next = newSecret();
    const [byOld, byNew] = [v1(secret, delivery), v1(next, delivery)];
    expect(verify({ signature: byOld, keys: [next, secret] })).toBe('ok');
    expect(verify({ signature: byNew, keys: [next, secret] })).toBe('ok');
    expect(verify({ signature: byOld, keys: [next] })).toBe('mismatch');
  });

  it.each([24, 64])('hold 24 to 64 bytes (%d)', (bytes) => {
    const key = newSecret(bytes);
    expect(verify({ keys: [key], signature: v1(key, delivery) })).toBe('ok');
  });

  it.each([
    ['a secret that is too short', newSecret(23)],
    ['one that is too long', newSecret(65)],
    ['no prefix', newSecret().slice(6)],
    ['a private key', newSecret().replace('whsec', 'whsk')],
    ['a public key of another length', newSecret(31).replace('whsec', 'whpk')],
    ['what is not base64', `whsec_${'!'.repeat(32)}`],
    ['base64 with junk in it', newSecret().replace('_', '_*')],
    ['nothing', ''],
  ])('are not %s', (_what, key) => {
    expect(standardWebhooks.isKey(key)).toBe(false);
    expect(verify({ keys: [key] })).toBe('mismatch');
  });

  it('may come without padding', () => {
    expect(verify({ keys: [secret.replace(/=+$/, '')] })).toBe('ok');
  });

  it('that are none at all verify nothing', () => {
    expect(verify({ keys: [] })).toBe('mismatch');
  });
});
