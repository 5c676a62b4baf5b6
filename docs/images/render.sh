#!/bin/sh
# Renders the pictures of the documents in Chromium: the report on five of the tests' pages, and the console.
# usage: docs/images/render.sh     (after: dotnet build Classifier.sln -c Release)
set -eu
cd "$(dirname "$0")/../.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/pages"
for page in indian-portal guardian-like local-tv-station ghost-blog tabloid-puffs; do
    cp "tests/Classifier.Tests/Pages/Fixtures/$page.html" "$scratch/pages"
done
src/Classifier.Cli/bin/Release/net10.0/classifier page "$scratch/pages" --output "$scratch/report.html"
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1000,640 \
    --screenshot="$PWD/docs/images/report.png" "file://$scratch/report.html"
CLASSIFIER_IMAGES="$PWD/docs/images" dotnet run --project tests/Classifier.Server.Tests -c Release --no-build -- \
    -class "*ConsolePictures" -explicit only
