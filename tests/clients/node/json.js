'use strict';
// Calls a running server by JSON with fetch, without packages, and checks the responses.
//
// usage: node json.js ADDRESS     (host:port of the server's JSON endpoint)

const { check, run } = require('./checks');

const [address] = process.argv.slice(2);

/** Posts a request. Throws an error with the code and the google.rpc details, by message name, if the server refuses it. */
async function post(path, request) {
  const response = await fetch(`http://${address}${path}`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(request),
  });
  const body = await response.json();
  if (!response.ok) {
    throw Object.assign(new Error(body.message), { status: response.status, code: body.code, details: unpack(body.details) });
  }
  return body;
}

/** Returns the google.rpc details of a status by message name. */
function unpack(details = []) {
  return Object.fromEntries(details.map(detail => [detail['@type'].slice(detail['@type'].lastIndexOf('/') + 1), detail]));
}

run(async () => {
  const { classification } = await post('/v1/headlines:classify', { headline: 'Central bank raises interest rates' });
  check('the topic of the news headline is business', classification.topics[0].id === 'medtop:04000000', classification);

  const { results } = await post('/v1/headlines:classifyBatch', {
    items: [
      { headline: 'Central bank raises interest rates by a quarter point' },
      { headline: 'x'.repeat(1001) },
      { headline: 'Central bank raises interest rates again by a quarter point' },
    ],
    options: { cluster: true },
  });
  check('headlines that are worded alike have the same story', results.map(result => result.story ?? 0).join() === '1,0,1', results);
  const { metadata } = unpack(results[1].error.details)['google.rpc.ErrorInfo'];
  check('the error of an item contains field, value, and limit',
    metadata.field === 'items[1].headline' && metadata.value === '1001' && metadata.limit === '1000', metadata);

  const error = await post('/v1/headlines:classify', { headline: ' ' }).then(() => null, failure => failure);
  check('an empty headline is rejected', error?.status === 400 && error.code === 3, error);
  check('the error contains ErrorInfo', error.details['google.rpc.ErrorInfo'].reason === 'HEADLINE_EMPTY', error.details);
  check('the error contains BadRequest', error.details['google.rpc.BadRequest'].fieldViolations[0].field === 'headline', error.details);
});
