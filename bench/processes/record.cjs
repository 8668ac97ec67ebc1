// Preloaded into the sandbox: writes down each page that it has answered, a line each, in the file that BENCH_PAGES names.
const { openSync, writeSync } = require('node:fs');
const { subscribe } = require('node:diagnostics_channel');

const file = openSync(process.env.BENCH_PAGES, 'a');

subscribe('http.server.response.finish', ({ request, response }) => {
  const isPage = request.method === 'GET' && request.url.startsWith('/api/') && response.statusCode === 200;
  if (isPage) writeSync(file, `${request.url}\n`);
});
