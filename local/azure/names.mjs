// Preloaded with `node --import`, so plain JavaScript without dependencies. It leads exactly three names to
// loopback, where local/azure answers for them; every other name resolves as before. Both `node:https` and
// `fetch` connect through `net`, which reads `dns.lookup` at each connection.
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';

const names = new Set([
  'local.vault.azure.net',
  'local.communication.azure.com',
  'local.management.azure.com',
]);
const here = { address: '127.0.0.1', family: 4 };

const isOurs = (name) => typeof name === 'string' && names.has(name.toLowerCase());
const wantsAll = (options) => typeof options === 'object' && options !== null && options.all === true;

const lookup = dns.lookup;
/** All call forms: `(name, callback)`, `(name, family, callback)`, `(name, { all, family, … }, callback)`. */
dns.lookup = function lookupWithLocalAzure(name, ...rest) {
  const [options, done] = [rest.length > 1 ? rest[0] : undefined, rest.at(-1)];
  if (!isOurs(name) || typeof done !== 'function') return lookup.call(dns, name, ...rest);
  process.nextTick(() =>
    wantsAll(options) ? done(null, [{ ...here }]) : done(null, here.address, here.family),
  );
  return {};
};
// util.promisify(dns.lookup) promises { address, family }, where a callback gets them one by one.
Object.defineProperty(dns.lookup, Symbol.for('nodejs.util.promisify.custom'), {
  value: (name, options) => dns.promises.lookup(name, options),
});

const promised = dns.promises.lookup;
dns.promises.lookup = async function lookupWithLocalAzure(name, ...rest) {
  if (!isOurs(name)) return promised.call(dns.promises, name, ...rest);
  return wantsAll(rest[0]) ? [{ ...here }] : { ...here };
};

syncBuiltinESMExports();
