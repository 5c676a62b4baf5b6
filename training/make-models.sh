#!/bin/sh
# Builds the shipped models from a folder of labeled data (see docs/RECIPE.md): encodes headlines and words, trains the fast models
# and the accurate one, and evaluates them.
# Skips completed stages and resumes encoding, so an interrupted run can simply be restarted.
# usage: training/make-models.sh DATA VERSION [WORK]
set -eu
[ $# -ge 2 ] || { sed -n '2,5p' "$0" | cut -c3- >&2; exit 2; }
data=$(cd "$1" && pwd)
version=$2
cd "$(dirname "$0")/.."
work=${3:-work}
mkdir -p "$work"
encodings=$work/encodings.bin
vectors=$work/vectors.bin
classifier() { dotnet run --no-build -c Release --project src/Classifier.Cli -- "$@"; }
encoder() { dotnet run --no-build -c Release --project training/Classifier.Encoder -- "$@"; }

dotnet build -c Release src/Classifier.Cli
dotnet build -c Release training/Classifier.Encoder
encoder titles --output "$encodings" --data "$data"/topic/*.tsv.gz "$data"/clickbait/*.tsv.gz "$data"/gold/train.tsv
[ -f "$vectors" ] || encoder words --output "$vectors" --vectors "$data"/vectors/vectors-100d.txt.gz \
    --data "$data"/topic/*.tsv.gz "$data"/clickbait/*.tsv.gz "$data"/gold/train.tsv
[ -f "models/topic/$version/model.json" ] ||
    classifier train topic --data "$data"/topic/*.tsv.gz "$data"/gold/train.tsv --vectors "$vectors" \
        --encodings "$encodings" --output "models/topic/$version"
[ -f "models/clickbait/$version/model.json" ] ||
    classifier train clickbait --data "$data"/clickbait/*.tsv.gz "$data"/gold/train.tsv --vectors "$vectors" \
        --output "models/clickbait/$version"
accurate=$work/encoder
[ -f "models/encoder/$version/model.json" ] || {
    encoder train --output "$accurate" --data "$data"/gold/train.tsv "$data"/gold/train_regional.tsv
    encoder package --trained "$accurate" --data "$data"/gold/train.tsv "$data"/gold/train_regional.tsv \
        --calibration "$data"/gold/gold.tsv "$data"/gold/gold_regional.tsv --output "models/encoder/$version"
}
encoder evaluate --model "models/encoder/$version/model.int8.onnx" --data "$data"/gold/gold.tsv "$data"/gold/gold_regional.tsv
for task in topic clickbait; do
    classifier evaluate --model "models/$task/$version" --data "$data"/gold/gold.tsv
done
