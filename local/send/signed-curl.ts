/** What a signed request is made of, each as it is written in a shell: quoted, or a variable. */
export interface ShellWords {
  readonly url: string;
  /** The function key. */
  readonly key: string;
  /** The signing key, `whsec_…`. */
  readonly secret: string;
  readonly body: string;
}

/** Commands to paste that sign an event by Standard Webhooks and send it, with nothing but openssl and curl. */
export function signedCurl({ url, key, secret, body }: ShellWords): string {
  return `SECRET=${secret}
BODY=${body}
ID="msg_$(openssl rand -hex 8)"
TIME="$(date +%s)"
HEXKEY="$(printf %s "\${SECRET#whsec_}" | openssl base64 -d -A | od -An -vtx1 | tr -d ' \\n')"
SIGNATURE="$(printf '%s.%s.%s' "$ID" "$TIME" "$BODY" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$HEXKEY" -binary | openssl base64 -A)"
curl -i ${url} -H "x-functions-key: "${key} -H 'content-type: application/json' \\
  -H "webhook-id: $ID" -H "webhook-timestamp: $TIME" -H "webhook-signature: v1,$SIGNATURE" -d "$BODY"`;
}
