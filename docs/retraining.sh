#!/bin/sh
# Runs the commands of RETRAINING.md, from a CSV file to a served model, in a separate folder.
# Usage: docs/retraining.sh CLASSIFIER FOLDER, where CLASSIFIER is the path of the built program.
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

# Creates the CSV file from the project's own headlines, and the current model from one third of them.
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
