#!/bin/sh
# Compares the throughput of fastText's predict-prob with this project on the same file: one thread each, including reading.
#   tests/Classifier.Benchmarks/fasttext.sh HEADLINES.txt [LABELED.tsv]
# HEADLINES.txt has one headline per line. fastText is trained on LABELED.tsv (text, topic; with a header), by default the
# project's own headlines: word bigrams, subwords of 3 to 5 characters, a model of about the same size.
set -eu
cd "$(dirname "$0")/../.."
headlines=$1
labeled=${2:-training/data/headlines.tsv}
command -v fasttext >/dev/null || apt-get install -y fasttext >/dev/null
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
awk -F '\t' 'NR > 1 && $2 != "" { print "__label__" $2 " " $1 }' "$labeled" >"$work/train.txt"
fasttext supervised -input "$work/train.txt" -output "$work/model" -wordNgrams 2 -minn 3 -maxn 5 -dim 16 -bucket 200000 \
    -epoch 5 -thread 1 -verbose 0
echo "fastText model size: $(du -h "$work/model.bin" | cut -f1)"

# Takes the fastest of three runs and subtracts the time to load the model.
head -n 1 "$headlines" >"$work/one.txt"
best_of() {
    best=
    for _ in 1 2 3; do
        start=$(date +%s%N)
        fasttext predict-prob "$work/model.bin" "$1" 1 >/dev/null
        took=$(($(date +%s%N) - start))
        if [ -z "$best" ] || [ "$took" -lt "$best" ]; then best=$took; fi
    done
    echo "$best"
}
load=$(best_of "$work/one.txt")
all=$(best_of "$headlines")
rows=$(wc -l <"$headlines")
echo "fastText predict-prob, one task: $((rows * 1000000 / ((all - load) / 1000))) headlines/s"
dotnet run --project tests/Classifier.Benchmarks -c Release -- file "$headlines"
