using System.Text;
using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Evaluation.Predictions;
using CsvHelper;

namespace Classifier.Training.Evaluation.Pairs;

/// <summary>Reads minimal pairs and evaluates models on them.</summary>
public static class MinimalPairs
{
    private static readonly string[] Columns = ["kind", "first", "first_label", "second", "second_label"];

    /// <summary>Reads pairs from an unquoted TSV file with the columns kind, first, first_label, second, second_label. The labels
    /// are “bait” and “plain”, or topics: codes of the codebook or label ids, alternatives joined by “|”.</summary>
    /// <exception cref="TrainingDataException">The file does not exist or contains an invalid line.</exception>
    public static IReadOnlyList<MinimalPair> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new TrainingDataException($"{path}: The file does not exist.");
        }

        using var reader = new StreamReader(path, Encoding.UTF8);
        using var csv = CsvReader.Create(
            reader,
            new CsvReaderOptions
            {
                Mode = CsvMode.NoEscape,
                Separator = '\t',
                TrackLineNumbers = true,
            }
        );
        csv.ReadHeader();
        if (!csv.Headers.SequenceEqual(Columns))
        {
            throw new TrainingDataException(
                $"{path}, line 1: The header must be: {string.Join(", ", Columns)} (tab-separated)."
            );
        }

        var pairs = new List<MinimalPair>();
        while (csv.Read())
        {
            if (csv.FieldCount != Columns.Length)
            {
                throw new TrainingDataException(
                    $"{path}, line {csv.LineNumber}: Found {csv.FieldCount} columns, expected {Columns.Length}."
                );
            }

            string first = csv.GetString(2),
                second = csv.GetString(4);
            if ((first == "bait") != (second == "plain") || second == "bait")
            {
                throw new TrainingDataException(
                    $"{path}, line {csv.LineNumber}: The labels “{first}” and “{second}” must be "
                        + "“bait” and “plain”, or topics."
                );
            }

            pairs.Add(
                new MinimalPair(
                    csv.GetString(0),
                    csv.GetString(1),
                    ParseTopics(first),
                    csv.GetString(3),
                    ParseTopics(second)
                )
            );
        }

        return pairs;
    }

    /// <summary>Evaluates a model on the pairs of its task.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <param name="model">A topic or a clickbait model.</param>
    public static MinimalPairReport Evaluate(IReadOnlyList<MinimalPair> pairs, EvaluatedModel model)
    {
        var isClickbait = model.Task == ModelBundle.ClickbaitTask;
        var results = pairs
            .Where(pair => pair.IsClickbait == isClickbait)
            .Select(pair => isClickbait ? EvaluateClickbait(pair, model) : EvaluateTopics(pair, model))
            .ToList();
        return new MinimalPairReport(
            results.Count,
            results.Count(result => result.IsRanked) / (double)results.Count,
            results.Count(result => result.IsRight) / (double)results.Count,
            [
                .. results
                    .GroupBy(result => result.Pair.Kind)
                    .Select(kind => new MinimalPairKind(
                        kind.Key,
                        kind.Count(),
                        kind.Count(result => result.IsRanked),
                        kind.Count(result => result.IsRight)
                    )),
            ],
            [.. results.Where(result => !result.IsRight)]
        );
    }

    private static MinimalPairResult EvaluateClickbait(MinimalPair pair, EvaluatedModel model)
    {
        var scores = model.Predict([pair.First, pair.Second]).Select(row => row[0]).ToArray();
        var threshold = model.Bands!.Considerable;
        return new MinimalPairResult(
            pair,
            $"{scores[0]:0.00}",
            $"{scores[1]:0.00}",
            scores[0] > scores[1],
            scores[0] > scores[1] && scores[0] >= threshold && scores[1] < threshold
        );
    }

    private static MinimalPairResult EvaluateTopics(MinimalPair pair, EvaluatedModel model)
    {
        var labels = model.Labels;
        var scores = model.Predict([pair.First, pair.Second]);
        double Margin(float[] row, IReadOnlyList<string> correct, IReadOnlyList<string> others) =>
            GetMaxScore(row, labels, correct) - GetMaxScore(row, labels, [.. others.Except(correct)]);
        string[] predicted = [.. scores.Select(row => labels[row.IndexOf(row.Max())])];
        return new MinimalPairResult(
            pair,
            predicted[0],
            predicted[1],
            Margin(scores[0], pair.FirstTopics, pair.SecondTopics) > 0
                && Margin(scores[1], pair.SecondTopics, pair.FirstTopics) > 0,
            pair.FirstTopics.Contains(predicted[0]) && pair.SecondTopics.Contains(predicted[1])
        );
    }

    private static float GetMaxScore(float[] row, IReadOnlyList<string> labels, IReadOnlyList<string> subset) =>
        row.Where((_, i) => subset.Contains(labels[i])).DefaultIfEmpty(0).Max();

    private static string[] ParseTopics(string labels) =>
        labels is "bait" or "plain" ? [] : [.. labels.Split('|').Select(Codebook.GetTopic)];
}
