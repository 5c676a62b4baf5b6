#!/usr/bin/env python3
"""Calls a running server from Python and checks the responses.

usage: classify.py ADDRESS DESCRIPTORS

ADDRESS      host:port of the server
DESCRIPTORS  the compiled descriptors of the API: protoc --include_imports --descriptor_set_out=DESCRIPTORS ...

Requires the packages grpcio and protobuf. Prints one line per check, then the number of passed and failed checks.
The exit code is 0 if all checks pass.
"""
import sys

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

CLICKBAIT = "You wont believe what Air India did to this sitar, shes furious!"
NEWS = "Central bank raises interest rates by a quarter point"


class Api:
    """Calls the services of a server by their descriptors, without generated code."""

    def __init__(self, address, descriptors):
        self.pool = descriptor_pool.DescriptorPool()
        with open(descriptors, "rb") as file:
            self.files = descriptor_pb2.FileDescriptorSet.FromString(file.read()).file
        for proto in self.files:
            self.pool.Add(proto)
        self.channel = grpc.insecure_channel(address, options=[("grpc.max_receive_message_length", 64 << 20)])

    def services(self):
        """Returns the descriptors of all services."""
        return [self.pool.FindServiceByName(f"{file.package}.{service.name}") for file in self.files for service in file.service]

    def message(self, name):
        descriptor = self.pool.FindMessageTypeByName(name)
        if hasattr(message_factory, "GetMessageClass"):
            return message_factory.GetMessageClass(descriptor)
        return message_factory.MessageFactory(self.pool).GetPrototype(descriptor)

    def call(self, method, request=None, **options):
        """Calls a method. REQUEST is a dict of fields, or a list of dicts for a stream."""
        service, name = method.rsplit(".", 1)
        described = self.pool.FindServiceByName(service).FindMethodByName(name)
        request_type = self.message(described.input_type.full_name)
        response_type = self.message(described.output_type.full_name)
        streaming = isinstance(request, list)
        open_call = self.channel.stream_stream if streaming else self.channel.unary_unary
        remote = open_call(f"/{service}/{name}", request_type.SerializeToString, response_type.FromString)
        if streaming:
            return list(remote((request_type(**one) for one in request), **options))
        return remote(request_type(**(request or {})), **options)


def details(api, packed):
    """Returns the google.rpc details of a status by message name."""
    found = {}
    for detail in packed:
        name = detail.type_url.rsplit("/", 1)[1]
        found[name] = api.message(name).FromString(detail.value)
    return found


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    api = Api(*sys.argv[1:])
    passed, failed = 0, 0

    def check(description, condition, actual=""):
        nonlocal passed, failed
        passed, failed = passed + bool(condition), failed + (not condition)
        print("ok    " if condition else "FAILED", description, "" if condition else repr(actual))

    grpc.channel_ready_future(api.channel).result(timeout=30)
    health = api.call("grpc.health.v1.Health.Check", {"service": "classifier.v1.ClassifierService"})
    check("the service is healthy", health.status == 1, health)

    one = api.call("classifier.v1.ClassifierService.Classify", {"headline": CLICKBAIT, "options": {"explain": True}}).classification
    check("the clickbait band is considerable or heavy", one.clickbait.band >= 3, one.clickbait)
    check("the explanation names the words", any("wont believe" in reason.text for reason in one.reasons), one.reasons)

    batch = api.call("classifier.v1.ClassifierService.ClassifyBatch", {
        "items": [{"id": "a", "headline": NEWS}, {"id": "b", "headline": "x" * 1001}, {"id": "c", "headline": CLICKBAIT}]})
    check("results are in order and have their ids", [result.id for result in batch.results] == ["a", "b", "c"], batch)
    check("an invalid item does not affect the others", [result.HasField("error") for result in batch.results] == [False, True, False], batch)
    found = details(api, batch.results[1].error.details)
    check("the error contains field, value and limit",
          dict(found["google.rpc.ErrorInfo"].metadata) == {"field": "items[1].headline", "value": "1001", "limit": "1000"}, found)
    check("the topic of the news headline is business", batch.results[0].classification.topics[0].id == "medtop:04000000", batch.results[0])

    chunks = [{"items": [{"id": f"{chunk}.{item}", "headline": NEWS} for item in range(50)]} for chunk in range(20)]
    answers = api.call("classifier.v1.ClassifierService.ClassifyStream", chunks)
    ids = [result.id for answer in answers for result in answer.results]
    check("a stream returns results in order", ids == [item["id"] for chunk in chunks for item in chunk["items"]], len(ids))

    page = api.call("classifier.v1.ClassifierService.ClassifyPage", {
        "content_type": "text/html",
        "content": f"<h1>Ferry returns to the islands</h1><aside><h2>Most read</h2><ul><li><a href='/1'>{NEWS}</a><li><a href='/2'>"
                   "Rovers win the cup in the rain on Saturday</a></ul></aside>".encode()})
    check("a page returns its headline", page.headline == "Ferry returns to the islands", page)
    check("a page returns its list of headlines", [item.text for module in page.modules for item in module.items][:1] == [NEWS], page)

    models = api.call("classifier.v1.ModelService.ListModels").models
    check("all models are listed", sorted(model.name for model in models) == ["clickbait", "encoder", "topic"], models)
    info = api.call("classifier.v1.ModelService.GetServerInfo")
    check("the limits are returned", info.limits.max_headline_characters == 1000, info)

    try:
        api.call("classifier.v1.ClassifierService.Classify", {"headline": " "})
        check("an empty headline is rejected", False)
    except grpc.RpcError as error:
        check("an empty headline is rejected", error.code() == grpc.StatusCode.INVALID_ARGUMENT, error)
        packed = dict(error.trailing_metadata())["grpc-status-details-bin"]
        status = api.message("google.rpc.Status").FromString(packed)
        found = details(api, status.details)
        check("the error contains ErrorInfo", found["google.rpc.ErrorInfo"].reason == "HEADLINE_EMPTY", found)
        check("the error contains BadRequest", found["google.rpc.BadRequest"].field_violations[0].field == "headline", found)

    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
