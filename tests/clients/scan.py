#!/usr/bin/env python3
"""Tries all calls of a server that requires API keys without a key, with a wrong, an expired, and a wrongly scoped one.

usage: scan.py ADDRESS JSON_ADDRESS ADMIN_ADDRESS DESCRIPTORS OPENAPI KEYS

ADDRESS, JSON_ADDRESS, ADMIN_ADDRESS   host:port of the server
DESCRIPTORS   the compiled descriptors of the API: protoc --include_imports --descriptor_set_out=DESCRIPTORS ...
OPENAPI       docs/openapi.json, which describes the paths of JSON
KEYS          a JSON file with a key for each scope (classify, feedback, admin) and one named expired

The gRPC methods are all those of the descriptors, and the server's reflection must not know a service that they lack. Prints one line
per refusal that is missing, then the number of passed and failed checks. The exit code is 0 if all checks pass.
"""
import json
import sys
import urllib.error
import urllib.request

import grpc

from classify import Api

HEALTH = "grpc.health.v1.Health"
SCOPES = {"classifier.v1.ModelAdminService": "admin", "classifier.v1.FeedbackService": "feedback"}
REFLECTION = "grpc.reflection.v1.ServerReflection"


def attempts(keys, scope):
    """Returns the headers to try, with the code and the reason that each must be refused with."""
    wrong = keys["classify"][:-1] + ("A" if keys["classify"][-1] != "A" else "B")
    yield {}, 401, "API_KEY_MISSING"
    yield {"x-api-key": ""}, 401, "API_KEY_MISSING"
    yield {"x-api-key": "guess"}, 401, "API_KEY_INVALID"
    yield {"x-api-key": wrong}, 401, "API_KEY_INVALID"
    yield {"authorization": f"Bearer {wrong}"}, 401, "API_KEY_INVALID"
    yield {"authorization": f"Basic {keys['classify']}"}, 401, "API_KEY_MISSING"
    yield {"x-api-key": keys["expired"]}, 401, "API_KEY_EXPIRED"
    for other in ("classify", "feedback", "admin"):
        if other != scope:
            yield {"x-api-key": keys[other]}, 403, "SCOPE_MISSING"


def call(channel, service, method, headers):
    """Makes a call with an empty message and returns its status code and details."""
    remote = channel.stream_stream(f"/{service}/{method}", lambda message: message, lambda message: message)
    stream = remote(iter([b""]), metadata=list(headers.items()), timeout=30)
    try:
        next(stream, None)
        stream.cancel()
        return grpc.StatusCode.OK, b""
    except grpc.RpcError as error:
        return error.code(), dict(error.trailing_metadata() or []).get("grpc-status-details-bin", b"")


def request(address, method, path, headers):
    """Makes a request with an empty JSON object and returns its status code and body."""
    body = b"{}" if method == "POST" else None
    sent = urllib.request.Request(
        f"http://{address}{path}", body, {"content-type": "application/json", **headers}, method=method)
    try:
        with urllib.request.urlopen(sent, timeout=30) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def main():
    if len(sys.argv) != 7:
        sys.exit(__doc__)
    address, json_address, admin_address, descriptors, openapi, keys = sys.argv[1:]
    api = Api(address, descriptors)
    with open(keys, encoding="utf-8") as file:
        keys = json.load(file)
    passed, failed = 0, 0

    def check(description, condition, actual=""):
        nonlocal passed, failed
        passed, failed = passed + bool(condition), failed + (not condition)
        if not condition:
            print("FAILED", description, repr(actual))

    grpc.channel_ready_future(api.channel).result(timeout=60)
    admin = grpc.insecure_channel(admin_address)
    services = {service.full_name: service for service in api.services()}
    listed = api.call(f"{REFLECTION}.ServerReflectionInfo", [{"list_services": "*"}], metadata=[("x-api-key", keys["classify"])])
    known = [service.name for service in listed[0].list_services_response.service]
    check("reflection knows the services", set(known) - set(services) == set() and len(known) >= 3, known)
    check("the API has services of all scopes", set(SCOPES) <= set(services), services)

    codes = {401: grpc.StatusCode.UNAUTHENTICATED, 403: grpc.StatusCode.PERMISSION_DENIED}
    methods = 0
    for name, service in services.items():
        channel = admin if SCOPES.get(name) == "admin" else api.channel
        for method in service.methods:
            methods += 1
            if name == HEALTH:
                check(f"{name}/{method.name} is open", call(channel, name, method.name, {})[0] == grpc.StatusCode.OK)
                continue
            scope = SCOPES.get(name, "classify")
            for headers, status, reason in attempts(keys, scope):
                actual = call(channel, name, method.name, headers)
                check(f"{name}/{method.name} with {reason}",
                      actual[0] == codes[status] and reason.encode() in actual[1], actual)
            actual = call(channel, name, method.name, {"x-api-key": keys[scope]})
            check(f"{name}/{method.name} with its scope", actual[0] not in codes.values(), actual)

    with open(openapi, encoding="utf-8") as file:
        routes = [(path, verb.upper()) for path, verbs in json.load(file)["paths"].items() for verb in verbs]
    check("JSON has paths", len(routes) >= 8, routes)
    for path, method in routes:
        path = path.replace("{name}", "topic")
        if path in ("/healthz", "/readyz"):
            check(f"{path} is open", request(json_address, method, path, {})[0] == 200)
            continue
        scope = "feedback" if path == "/v1/feedback" else "classify"
        for headers, status, reason in attempts(keys, scope):
            actual = request(json_address, method, path, headers)
            check(f"{method} {path} with {reason}", actual[0] == status and reason in actual[1], actual)
        actual = request(json_address, method, path, {"x-api-key": keys[scope]})
        check(f"{method} {path} with its scope", actual[0] not in (*codes, 404), actual)

    print(f"{methods} methods and {len(routes)} paths")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
