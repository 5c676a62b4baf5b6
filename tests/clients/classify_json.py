#!/usr/bin/env python3
"""Calls a running server by JSON with urllib, without packages, and checks the responses.

usage: classify_json.py ADDRESS     (host:port of the server's JSON endpoint)

Prints one line per check, then the number of passed and failed checks. The exit code is 0 if all checks pass.
"""
import json
import sys
import urllib.error
import urllib.request


class ApiError(Exception):
    """A request that the server refuses, with the google.rpc details of the status by message name."""

    def __init__(self, http_status, status):
        super().__init__(status["message"])
        self.http_status, self.code, self.details = http_status, status["code"], unpack(status)


def unpack(status):
    """Returns the google.rpc details of a status, such as ErrorInfo and BadRequest, by message name."""
    return {detail["@type"].rsplit("/", 1)[1]: detail for detail in status.get("details", [])}


def post(address, path, body, content_type="application/json"):
    """Posts a request and returns the response as text. Raises ApiError if the server refuses it."""
    request = urllib.request.Request(f"http://{address}{path}", body.encode(), {"content-type": content_type})
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.read().decode()
    except urllib.error.HTTPError as error:
        raise ApiError(error.code, json.load(error)) from None


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    address = sys.argv[1]
    passed, failed = 0, 0

    def check(description, condition, actual=""):
        nonlocal passed, failed
        passed, failed = passed + bool(condition), failed + (not condition)
        print("ok    " if condition else "FAILED", description, "" if condition else repr(actual))

    one = json.loads(post(address, "/v1/headlines:classify", json.dumps({"headline": "Central bank raises interest rates"})))
    check("the topic of the news headline is business", one["classification"]["topics"][0]["id"] == "medtop:04000000", one)

    lines = "".join(json.dumps(item) + "\n" for item in ["Storm floods the coast road", {"id": "b", "headline": "x" * 1001}])
    results = [json.loads(line) for line in post(address, "/v1/headlines:classifyBatch", lines, "application/x-ndjson").splitlines()]
    check("each line has a result", len(results) == 2 and "classification" in results[0], results)
    metadata = unpack(results[1]["error"])["google.rpc.ErrorInfo"]["metadata"]
    check("the error of a line contains field, value, and limit",
          metadata == {"field": "lines[2].headline", "value": "1001", "limit": "1000"}, metadata)

    try:
        post(address, "/v1/headlines:classify", json.dumps({"headline": " "}))
        check("an empty headline is rejected", False)
    except ApiError as error:
        check("an empty headline is rejected", (error.http_status, error.code) == (400, 3), error.http_status)
        check("the error contains ErrorInfo", error.details["google.rpc.ErrorInfo"]["reason"] == "HEADLINE_EMPTY", error.details)
        check("the error contains BadRequest",
              error.details["google.rpc.BadRequest"]["fieldViolations"][0]["field"] == "headline", error.details)

    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
