/** What a browser sees at `/`, where the real host has a page of its own too. */
export const hostPage = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Azure Functions, local host</title></head>
<body>
<h1>Your functions are up</h1>
<p>This is the local Azure Functions host of chat-bouncer. Functions are called under their own routes;
<code>/admin/functions</code> lists them (it takes the master key).</p>
</body>
</html>
`;
