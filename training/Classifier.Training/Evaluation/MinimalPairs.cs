using System.Text;
using Classifier.Models;
using Classifier.Training.Data;
using CsvHelper;

namespace Classifier.Training.Evaluation;

/// <summary>Two headlines that share words and differ in what matters (contrast sets; Gardner et al. 2020).</summary>
/// <param name="Kind">What the pair tries.</param>
/// <param name="First">A headline; of a pair about clickbait, the bait.</param>
/// <param name="FirstTopics">The topics that are right for it; none in a pair about clickbait.</param>
/// <param name="Second">The other headline.</param>
/// <param name="SecondTopics">The topics that are right for it.</param>
public sealed record MinimalPair(
    string Kind,
    string First,
    IReadOnlyList<string> FirstTopics,
    string Second,
    IReadOnlyList<string> SecondTopics
)
{
    /// <summary>Whether it is about clickbait rather than topics.</summary>
    public bool IsClickbait => FirstTopics.Count == 0;
}

/// <summary>A suite of pairs and how right a model is on it.</summary>
public static class MinimalPairs
{
    private static readonly string[] Columns = ["kind", "first", "first_label", "second", "second_label"];

    /// <summary>Reads a suite: raw TSV with the columns kind, first, first_label, second, second_label. The labels are
    /// “bait” and “plain”, or topics: codes of the codebook or labels, several joined by “|” where each is right.</summary>
    /// <exception cref="TrainingDataException">The file is missing, or a line is wrong.</exception>
    public static IReadOnlyList<MinimalPair> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new TrainingDataException($"{path}: there is no such file.");
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
            throw new TrainingDataException($"{path}, line 1: the columns are not {string.Join(", ", Columns)}.");
        }

        var pairs = new List<MinimalPair>();
        while (csv.Read())
        {
            if (csv.FieldCount != Columns.Length)
            {
                throw new TrainingDataException(
                    $"{path}, line {csv.LineNumber}: {csv.FieldCount} columns instead of {Columns.Length}."
                );
            }

            string first = csv.GetString(2),
                second = csv.GetString(4);
            if ((first == "bait") != (second == "plain") || second == "bait")
            {
                throw new TrainingDataException(
                    $"{path}, line {csv.LineNumber}: the labels “{first}” and “{second}” are neither "
                        + "bait and plain nor two topics."
                );
            }

            pairs.Add(
                new MinimalPair(csv.GetString(0), csv.GetString(1), Topics(first), csv.GetString(3), Topics(second))
            );
        }

        return pairs;
    }

    /// <summary>Judges a model by the pairs of its task.</summary>
    /// <param name="pairs">The suite.</param>
    /// <param name="model">A topic or a clickbait model.</param>
    public static MinimalPairReport Judge(IReadOnlyList<MinimalPair> pairs, ModelBundle model)
    {
        var isClickbait = model.Manifest.Task == ModelBundle.ClickbaitTask;
        var results = pairs
            .Where(pair => pair.IsClickbait == isClickbait)
            .Select(pair => isClickbait ? Clickbait(pair, model) : Topics(pair, model))
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

    private static MinimalPairResult Clickbait(MinimalPair pair, ModelBundle model)
    {
        var scores = model.Predict([pair.First, pair.Second]).Select(row => row[0]).ToArray();
        var bound = model.Manifest.Bands!.Considerable;
        return new MinimalPairResult(
            pair,
            $"{scores[0]:0.00}",
            $"{scores[1]:0.00}",
            scores[0] > scores[1],
            scores[0] > scores[1] && scores[0] >= bound && scores[1] < bound
        );
    }

    private static MinimalPairResult Topics(MinimalPair pair, ModelBundle model)
    {
        var labels = model.Manifest.Labels;
        var scores = model.Predict([pair.First, pair.Second]);
        double Margin(float[] row, IReadOnlyList<string> right, IReadOnlyList<string> others) =>
            Best(row, labels, right) - Best(row, labels, [.. others.Except(right)]);
        string[] answers = [.. scores.Select(row => labels[row.IndexOf(row.Max())])];
        return new MinimalPairResult(
            pair,
            answers[0],
            answers[1],
            Margin(scores[0], pair.FirstTopics, pair.SecondTopics) > 0
                && Margin(scores[1], pair.SecondTopics, pair.FirstTopics) > 0,
            pair.FirstTopics.Contains(answers[0]) && pair.SecondTopics.Contains(answers[1])
        );
    }

    private static float Best(float[] row, IReadOnlyList<string> labels, IReadOnlyList<string> of) =>
        row.Where((_, i) => of.Contains(labels[i])).DefaultIfEmpty(0).Max();

    private static string[] Topics(string labels) =>
        labels is "bait" or "plain" ? [] : [.. labels.Split('|').Select(Codebook.GetTopic)];
}

/// <summary>What a model made of one pair.</summary>
/// <param name="Pair">The pair.</param>
/// <param name="First">What it says of the first headline: its score of bait, or its topic.</param>
/// <param name="Second">What it says of the second.</param>
/// <param name="IsRanked">Whether the bait scores higher; of topics, whether each headline's own topic scores higher than the
/// other's.</param>
/// <param name="IsRight">Whether the bait is considerable as well and the plain headline is not; of topics, whether both
/// first answers are right.</param>
public sealed record MinimalPairResult(MinimalPair Pair, string First, string Second, bool IsRanked, bool IsRight);

/// <summary>How right a model is on pairs of one kind.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Pairs">How many there are.</param>
/// <param name="Ranked">How many are in the right order.</param>
/// <param name="Right">How many are wholly right.</param>
public sealed record MinimalPairKind(string Kind, int Pairs, int Ranked, int Right);

/// <summary>How right a model is on a suite of pairs.</summary>
/// <param name="Pairs">How many pairs of its task there are.</param>
/// <param name="Ranked">The share in the right order.</param>
/// <param name="Right">The share that is wholly right.</param>
/// <param name="Kinds">The figures of each kind.</param>
/// <param name="Failures">The pairs that are not wholly right.</param>
public sealed record MinimalPairReport(
    int Pairs,
    double Ranked,
    double Right,
    IReadOnlyList<MinimalPairKind> Kinds,
    IReadOnlyList<MinimalPairResult> Failures
);
