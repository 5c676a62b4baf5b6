#!/bin/sh
# The walk-through of RETRAINING.md: from a CSV to a model that serves, in a folder of its own.
# Usage: docs/retraining.sh CLASSIFIER FOLDER, where CLASSIFIER is the built program.
set -eu
repository=$(cd "$(dirname "$0")/.." && pwd)
classifier=$1
mkdir -p "$2"
cd "$2"
run() {
    echo "\$ classifier $*"
    "$classifier" "$@" 2>/dev/null
    echo
}

# A CSV of one's own. Here it is made of the project's own headlines: a third of them for the model that serves so far.
csv() { awk -F '\t' '{ gsub(/"/, "\"\""); printf "\"%s\",%s,%s,%s\n", $1, $2, $3, $4 }'; }
csv < "$repository/training/data/headlines.tsv" > headlines.csv
awk 'NR == 1 || NR % 3 == 0 || /\ttest$/' "$repository/training/data/headlines.tsv" | csv > first.csv
export CLASSIFIER_MODELS="$PWD/models"
mkdir -p models
"$classifier" train topic --data first.csv --output models/topic/1 > /dev/null 2>&1

run train topic --data headlines.csv --output models/topic/2
run compare models/topic/1 models/topic/2 --data headlines.csv --flips 3
run models activate topic 2
run models list
run inspect models/topic/2 --data headlines.csv --top 5
