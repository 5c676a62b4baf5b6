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

# Fine-tunes a pretrained encoder and packages it: FOLDER, PRETRAINED, then options of encoder train.
finetune() {
    folder=$1
    pretrained=$2
    shift 2
    [ -f "$folder/model.json" ] && return
    trained=$work/trained/$(echo "$folder" | tr / -)
    encoder train --encoder "$pretrained" --output "$trained" --data $gold $contentless "$@"
    encoder package --encoder "$pretrained" --trained "$trained" --data $gold $contentless --calibration $measured \
        --output "$folder"
}
# Lets models answer the labeled headlines, and the unlabeled titles that an encoder learns from: OUTPUT, then the
# options of encoder answers that name the models.
answer() {
    output=$1
    shift
    encoder answers "$@" --output "$output" --at-most 11200 --data "$data"/topic/regional_titles.tsv.gz \
        "$data"/topic/arise_tv.tsv.gz "$data"/topic/newsapi_top.tsv.gz $gold
    encoder answers "$@" --output "$output" --at-most 6000 --data "$data"/topic/huffpost_balanced.tsv.gz \
        "$data"/topic/tagmynews.tsv.gz "$data"/topic/uci_news_aggregator.tsv.gz "$data"/topic/url_sections.tsv.gz \
        "$data"/clickbait/*.tsv.gz
}

# The teachers of the accurate model: two encoders that learn from the labels alone, a fast model that learns from one of them, and
# an encoder that learns from both of these.
teacher=$work/teacher
finetune "$teacher/encoder/labels" minilm
finetune "$teacher/encoder/arctic" arctic-xs
encoder answers --model "$teacher/encoder/labels" --output "$work/labels.bin" \
    --data "$data"/topic/*.tsv.gz "$data"/clickbait/*.tsv.gz $gold
[ -f "$teacher/topic/1/model.json" ] ||
    classifier train topic --data "$data"/topic/*.tsv.gz $gold $contentless --vectors "$vectors" \
        --answers "$work/labels.bin" --output "$teacher/topic/1"
[ -f "$teacher/encoder/minilm/model.json" ] || {
    answer "$work/first.bin" --model "$teacher/encoder/labels" --with "$teacher/topic/1"
    finetune "$teacher/encoder/minilm" minilm --answers "$work/first.bin"
}

[ -f "models/encoder/$version/model.json" ] || {
    answer "$work/taught.bin" --model "$teacher/encoder/arctic" "$teacher/encoder/minilm" --with "$teacher/topic/1"
    finetune "models/encoder/$version" arctic-xs --answers "$work/taught.bin"
}
encoder answers --model "models/encoder/$version" --output "$answers" \
    --data "$data"/topic/*.tsv.gz "$data"/clickbait/*.tsv.gz $gold
[ -f "models/topic/$version/model.json" ] ||
    classifier train topic --data "$data"/topic/*.tsv.gz $gold $contentless --vectors "$vectors" \
        --answers "$answers" --output "models/topic/$version"
[ -f "models/clickbait/$version/model.json" ] ||
    classifier train clickbait --data "$data"/clickbait/*.tsv.gz $gold --vectors "$vectors" \
        --output "models/clickbait/$version"
for task in topic clickbait; do
    for set in gold gold_regional; do
        classifier evaluate --model "models/encoder/$version" --task "$task" --data "$data/gold/$set.tsv"
        classifier evaluate --model "models/$task/$version" --data "$data/gold/$set.tsv"
    done
done
