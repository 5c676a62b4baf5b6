'use strict';
// Calls a running server by gRPC and checks the responses.
//
// usage: node grpc.js ADDRESS PROTOS...
//
// ADDRESS  host:port of the server
// PROTOS   the folders with classifier/v1 and google/rpc. Compiled descriptors would do too, but with them the loader
//          does not turn maps into objects, nor names into camel case.

const { promisify } = require('node:util');
const grpc = require('@grpc/grpc-js');
const { loadSync } = require('@grpc/proto-loader');
const { check, run } = require('./checks');

const [address, ...protos] = process.argv.slice(2);
const types = loadSync(['classifier/v1/classifier.proto', 'google/rpc/error_details.proto'], {
  includeDirs: protos, enums: String, longs: Number, defaults: true, oneofs: true,
});

/** Returns the google.rpc details of a status, such as ErrorInfo and BadRequest, by message name. */
function unpack(details) {
  return Object.fromEntries(details.map(({ type_url: url, value }) => {
    const name = url.slice(url.lastIndexOf('/') + 1);
    return [name, types[name].deserialize(value)];
  }));
}

/** Returns the google.rpc details of a failed call, which are in its trailing metadata. */
function detailsOf(error) {
  const [packed] = error.metadata.get('grpc-status-details-bin');
  return unpack(types['google.rpc.Status'].deserialize(packed).details);
}

run(async () => {
  const { ClassifierService } = grpc.loadPackageDefinition(types).classifier.v1;
  const client = new ClassifierService(address, grpc.credentials.createInsecure());
  const classify = promisify(client.classify.bind(client));
  const classifyBatch = promisify(client.classifyBatch.bind(client));

  const { classification } = await classify({
    headline: 'You wont believe what Air India did to this sitar, shes furious!', options: { explain: true },
  });
  check('the clickbait band is considerable or heavy', /CONSIDERABLE|HEAVY/.test(classification.clickbait.band), classification);
  check('the explanation names the words', classification.reasons.some(reason => reason.text.includes('wont believe')), classification);

  const { results } = await classifyBatch({
    items: [
      { id: 'a', headline: 'Central bank raises interest rates by a quarter point' },
      { id: 'b', headline: 'x'.repeat(1001) },
      { id: 'c', headline: 'Central bank raises interest rates again by a quarter point' },
    ],
    options: { cluster: true },
  });
  check('results are in order and have their ids', results.map(result => result.id).join('') === 'abc', results);
  check('headlines that are worded alike have the same story', results.map(result => result.story).join() === '1,0,1', results);
  const { metadata } = unpack(results[1].error.details)['google.rpc.ErrorInfo'];
  check('the error of an item contains field, value, and limit',
    metadata.field === 'items[1].headline' && metadata.value === '1001' && metadata.limit === '1000', metadata);

  const error = await classify({ headline: ' ' }).then(() => null, failure => failure);
  check('an empty headline is rejected', error?.code === grpc.status.INVALID_ARGUMENT, error);
  const details = detailsOf(error);
  check('the error contains ErrorInfo', details['google.rpc.ErrorInfo'].reason === 'HEADLINE_EMPTY', details);
  check('the error contains BadRequest', details['google.rpc.BadRequest'].fieldViolations[0].field === 'headline', details);
  client.close();
});
