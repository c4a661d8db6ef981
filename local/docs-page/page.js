const explorer = document.querySelector('openapi-explorer');
const load = async (path) => (await fetch(path)).json();

await customElements.whenDefined('openapi-explorer');
const [contract, keys] = await Promise.all([load('/openapi.json'), load('/keys.json')]);
await explorer.loadSpec(contract);
for (const [scheme, token] of Object.entries(keys)) {
  await explorer.setAuthenticationConfiguration(scheme, { token });
}
