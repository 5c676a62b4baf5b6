#!/bin/sh
# Calls a running server by JSON with curl and checks the responses.
# usage: tests/clients/classify.sh ADDRESS     (host:port of the server's JSON endpoint)
set -eu
address=$1
passed=0
failed=0

# Posts a body, and sets $status to the HTTP status and $response to the body of the response.
post() {
    response=$(curl --silent --show-error --write-out '\n%{http_code}' --header "content-type: $2" --data-binary "$3" "http://$address$1")
    status=${response##*
}
    response=${response%
*}
}

# Prints a member of the first google.rpc detail of a type. A program reads JSON rather than text, for example with jq:
#   jq -r '.details[] | select(.["@type"] | endswith("/google.rpc.ErrorInfo")) | .reason'
detail() { printf '%s' "$response" | sed -n "s/.*google\.rpc\.$1\"[^@]*\"$2\": *\"\([^\"]*\)\".*/\1/p"; }

check() {
    if [ "$2" = "$3" ]; then
        passed=$((passed + 1))
        echo "ok     $1"
    else
        failed=$((failed + 1))
        echo "FAILED $1: '$3' instead of '$2'"
    fi
}

post /v1/headlines:classify application/json '{"headline": "Central bank raises interest rates"}'
check "the headline is classified" 200 "$status"
case $response in
    *medtop:04000000*) check "the topic of the news headline is business" business business ;;
    *) check "the topic of the news headline is business" business "$response" ;;
esac

post /v1/headlines:classifyBatch application/x-ndjson '"Storm floods the coast road"
{"id": "b", "headline": ""}'
check "each line has a result" 2 "$(printf '%s' "$response" | grep -c '')"
response=$(printf '%s' "$response" | tail -n 1)
check "the error of a line contains the field" "lines[2].headline" "$(detail ErrorInfo field)"

post /v1/headlines:classify application/json '{"headline": " "}'
check "an empty headline is rejected" 400 "$status"
check "the error contains ErrorInfo" HEADLINE_EMPTY "$(detail ErrorInfo reason)"
check "the error contains BadRequest" headline "$(detail BadRequest field)"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
