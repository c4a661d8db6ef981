import { signedCurl } from '../../local/send/signed-curl.ts';

/** What was deployed, and where. */
export interface Deployed {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly app: string;
  /** Without a slash at its end. */
  readonly url: string;
  readonly vault: string;
  /** The Application Insights component. */
  readonly insights: string;
}

/** What to know of an app that was just deployed, with commands to paste. No key is in it. */
export function nextSteps({ subscriptionId, resourceGroup, app, url, vault, insights }: Deployed): string {
  const where = `--subscription ${subscriptionId} -g ${resourceGroup} -n ${app}`;
  const secret = `$(az keyvault secret show --vault-name ${vault} -n webhook-signing-key --query value -o tsv)`;
  const body =
    '"{\\"id\\":\\"first-event\\",\\"action\\":\\"remove\\",\\"threadId\\":\\"$THREAD\\",\\"participant\\":\\"$PERSON\\"}"';
  return `
chat-bouncer
  events   POST ${url}/api/events
  health   GET  ${url}/api/health   (with an operator's key)
  logs     Application Insights ${insights}, in the group ${resourceGroup}

A key for a sender: of receive-events alone, one a sender, so that each can be taken away by itself.
Azure makes the value up and shows it once; hand it out as you would a password, for the header x-functions-key.

az functionapp function keys set ${where} --function-name receive-events --key-name SENDER

To take it away: az functionapp function keys delete, with the same words.

It signs its events too, with the key in the secret webhook-signing-key (docs/sources.md):

az keyvault secret show --vault-name ${vault} -n webhook-signing-key --query value -o tsv

A first event (with the function's own key, for you; put a thread and a person of yours in):

KEY=$(az functionapp function keys list ${where} --function-name receive-events --query default -o tsv)
THREAD='19:…@thread.v2'
PERSON='8:acs:…'
${signedCurl({ url: `'${url}/api/events'`, key: '"$KEY"', secret, body })}

Whether all is well:

KEY=$(az functionapp keys list ${where} --query functionKeys.default -o tsv)
curl '${url}/api/health' -H "x-functions-key: $KEY"
`;
}
