#!/bin/sh
# Builds the shipped models from a folder of labeled data (see docs/RECIPE.md): fine-tunes the accurate model, lets it score
# unlabeled titles, trains the fast models, and evaluates all of them.
# Skips completed stages and resumes training and scoring, so an interrupted run can simply be restarted.
# usage: training/make-models.sh DATA VERSION [WORK]
set -eu
[ $# -ge 2 ] || { sed -n '2,5p' "$0" | cut -c3- >&2; exit 2; }
data=$(cd "$1" && pwd)
version=$2
cd "$(dirname "$0")/.."
work=${3:-work}
mkdir -p "$work"
answers=$work/answers.bin
vectors=$work/vectors.bin
classifier() { dotnet run --no-build -c Release --project src/Classifier.Cli -- "$@"; }
encoder() { dotnet run --no-build -c Release --project training/Classifier.Encoder -- "$@"; }

dotnet build -c Release src/Classifier.Cli
dotnet build -c Release training/Classifier.Encoder
gold="$data/gold/train.tsv $data/gold/train_regional.tsv"
[ -f "models/encoder/$version/model.json" ] || {
    encoder train --output "$work/encoder" --data $gold
    encoder package --trained "$work/encoder" --data $gold --calibration "$data"/gold/gold.tsv "$data"/gold/gold_regional.tsv \
        --output "models/encoder/$version"
}
encoder answers --model "models/encoder/$version" --output "$answers" \
    --data "$data"/topic/*.tsv.gz "$data"/clickbait/*.tsv.gz $gold
[ -f "$vectors" ] || encoder words --output "$vectors" --vectors "$data"/vectors/vectors-100d.txt.gz \
    --data "$data"/topic/*.tsv.gz "$data"/clickbait/*.tsv.gz $gold
[ -f "models/topic/$version/model.json" ] ||
    classifier train topic --data "$data"/topic/*.tsv.gz $gold training/data/contentless.tsv --vectors "$vectors" \
        --answers "$answers" --output "models/topic/$version"
[ -f "models/clickbait/$version/model.json" ] ||
    classifier train clickbait --data "$data"/clickbait/*.tsv.gz $gold --vectors "$vectors" \
        --output "models/clickbait/$version"
encoder evaluate --model "models/encoder/$version/model.int8.onnx" --data "$data"/gold/gold.tsv "$data"/gold/gold_regional.tsv
for task in topic clickbait; do
    for set in gold gold_regional; do
        classifier evaluate --model "models/$task/$version" --data "$data/gold/$set.tsv"
    done
done
