import { randomBytes } from 'node:crypto';
import { generate } from 'selfsigned';
import { HOST_NAMES } from './host-names.ts';

const DAY = 24 * 60 * 60 * 1000;
const shared = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const;

/**
 * A new CA and a server certificate for the emulated names, as file name -> PEM.
 * The CA can sign nothing else: its private key is not among them.
 */
export async function makeCertificates(days = 365): Promise<Record<string, string>> {
  // A day back: for clocks that are a little off, as in a container.
  const validity = {
    notBeforeDate: new Date(Date.now() - DAY),
    notAfterDate: new Date(Date.now() + days * DAY),
  };
  // Two CAs with one name and different keys confuse OpenSSL, so each has a name of its own.
  const ca = await generate(
    [{ name: 'commonName', value: `chat-bouncer local ${randomBytes(4).toString('hex')}` }],
    {
      ...shared,
      ...validity,
      extensions: [
        { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
        { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
      ],
    },
  );
  const leaf = await generate([{ name: 'commonName', value: HOST_NAMES[0] }], {
    ...shared,
    ...validity,
    ca: { key: ca.private, cert: ca.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...HOST_NAMES.map((value) => ({ type: 2 as const, value })),
          { type: 7 as const, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { 'ca.pem': ca.cert, 'certificate.pem': leaf.cert, 'key.pem': leaf.private };
}
