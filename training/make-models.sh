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
contentless=training/data/contentless.tsv
measured="$data/gold/gold.tsv $data/gold/gold_regional.tsv"
[ -f "$vectors" ] || encoder words --output "$vectors" --vectors "$data"/vectors/vectors-100d.txt.gz \
    --data "$data"/topic/*.tsv.gz "$data"/clickbait/*.tsv.gz $gold

# The teacher of the accurate model: an encoder that learns from the labels alone, and a fast model that learns from it.
[ -f "$work/teacher/encoder/1/model.json" ] || {
    encoder train --output "$work/labels" --data $gold
    encoder package --trained "$work/labels" --data $gold --calibration $measured --output "$work/teacher/encoder/1"
}
encoder answers --model "$work/teacher/encoder/1" --output "$work/teacher/answers.bin" \
    --data "$data"/topic/*.tsv.gz "$data"/clickbait/*.tsv.gz $gold
[ -f "$work/teacher/topic/1/model.json" ] ||
    classifier train topic --data "$data"/topic/*.tsv.gz $gold $contentless --vectors "$vectors" \
        --answers "$work/teacher/answers.bin" --output "$work/teacher/topic/1"

[ -f "models/encoder/$version/model.json" ] || {
    taught() {
        encoder answers --model "$work/teacher/encoder/1" --with "$work/teacher/topic/1" --output "$work/taught.bin" "$@"
    }
    taught --at-most 11200 --data "$data"/topic/regional_titles.tsv.gz "$data"/topic/arise_tv.tsv.gz \
        "$data"/topic/newsapi_top.tsv.gz $gold
    taught --at-most 6000 --data "$data"/topic/huffpost_balanced.tsv.gz "$data"/topic/tagmynews.tsv.gz \
        "$data"/topic/uci_news_aggregator.tsv.gz "$data"/topic/url_sections.tsv.gz "$data"/clickbait/*.tsv.gz
    encoder train --output "$work/encoder" --data $gold $contentless --answers "$work/taught.bin"
    encoder package --trained "$work/encoder" --data $gold $contentless --calibration $measured \
        --output "models/encoder/$version"
}
encoder answers --model "models/encoder/$version" --output "$answers" \
    --data "$data"/topic/*.tsv.gz "$data"/clickbait/*.tsv.gz $gold
[ -f "models/topic/$version/model.json" ] ||
    classifier train topic --data "$data"/topic/*.tsv.gz $gold $contentless --vectors "$vectors" \
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
