/** The three ways to say who one is. A key opens the door; a signature guards what comes in through it. */
export const securitySchemes = {
  senderKey: {
    type: 'apiKey',
    in: 'header',
    name: 'x-functions-key',
    description:
      'A key of the function `receive-events`, one for each sender. It opens nothing but the door for events.',
  },
  hostKey: {
    type: 'apiKey',
    in: 'header',
    name: 'x-functions-key',
    description: 'A host key, for operators. It opens every door.',
  },
  signature: {
    type: 'apiKey',
    in: 'header',
    name: 'webhook-signature',
    description: [
      'A [Standard Webhooks](https://www.standardwebhooks.com) signature: `v1,` and the HMAC-SHA256, in base64, of',
      '`{webhook-id}.{webhook-timestamp}.{body}` under the source’s secret; or `v1a,` and an ed25519 signature of the same.',
      'Several stand side by side, separated by a space, while a secret is being changed. The timestamp may be 5 minutes off.',
      'A source may be set to be known by something else: an HMAC or a secret in a header of its own, or the key alone.',
    ].join(' '),
  },
};

/** Senders: what their source asks for beside the key. */
export const forSenders = [{ senderKey: [], signature: [] }, { senderKey: [] }];

export const forOperators = [{ hostKey: [] }];
