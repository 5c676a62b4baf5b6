#!/bin/sh
# Writes the documents of the API from the .proto files and from the answers of a server: docs/API.md and docs/openapi.json.
# usage: docs/api.sh
set -eu
cd "$(dirname "$0")/.."
dotnet run --project tests/Classifier.Server.Tests -c Release -- -class "*ApiFiles" -explicit only
