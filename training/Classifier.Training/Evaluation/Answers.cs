using Classifier.Models;
using Classifier.Training.Evaluation.Figures;

namespace Classifier.Training.Evaluation;

/// <summary>A model's answers in one casing, of either task, to be measured on the whole set and on draws of it.</summary>
internal sealed class Answers
{
    private readonly TopicAnswers? _topics;
    private readonly ClickbaitAnswers? _bait;
    private readonly ScoredHeadlines _scored;

    /// <summary>Takes the answers.</summary>
    /// <param name="scored">The headlines and their scores.</param>
    /// <param name="variant">The number of the casing.</param>
    /// <param name="threshold">From which score on a headline is called bait.</param>
    public Answers(ScoredHeadlines scored, int variant, double threshold)
    {
        _scored = scored;
        var scores = scored.Scores[variant];
        if (scored.Task == ModelBundle.TopicTask)
        {
            Labels =
            [
                .. scored
                    .Headlines.SelectMany(headline => headline.Topics.Append(headline.SecondTopic))
                    .OfType<string>()
                    .Concat(scored.Labels)
                    .Distinct()
                    .Order(StringComparer.Ordinal),
            ];
            _topics = new TopicAnswers(scored.Headlines, scored.Labels, scores, Labels);
            Names = TopicAnswers.Names;
            Confidences = [.. scores.Select(row => row.Max())];
            Sureness = Confidences;
            IsConfirmed = [.. scored.Headlines.Select((headline, i) => headline.Topic == _topics.Given(i))];
            IsRight = [.. scored.Headlines.Select((_, i) => _topics.IsRight(i))];
        }
        else
        {
            Labels = ClickbaitAnswers.Labels;
            _bait = new ClickbaitAnswers(scored.Headlines, [.. scores.Select(row => row[0])], threshold);
            Names = ClickbaitAnswers.Names;
            Confidences = [.. scores.Select(row => row[0])];
            // How far on its side of the threshold, 0 to 1 on either.
            Sureness =
            [
                .. scores.Select(row =>
                    (float)(
                        row[0] >= threshold ? (row[0] - threshold) / (1 - threshold) : (threshold - row[0]) / threshold
                    )
                ),
            ];
            IsConfirmed = [.. scored.Headlines.Select(headline => headline.Bait >= 2)];
            IsRight = [.. scored.Headlines.Select((_, i) => _bait.IsRight(i))];
        }
    }

    /// <summary>The names of the figures that come first.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The labels whose figures come behind.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The probability of each answer; of clickbait that of bait.</summary>
    public IReadOnlyList<float> Confidences { get; }

    /// <summary>Whether what has that probability is so: the topic is the first right one, the headline is bait.</summary>
    public IReadOnlyList<bool> IsConfirmed { get; }

    /// <summary>By what answers are ordered from sure to unsure.</summary>
    public IReadOnlyList<float> Sureness { get; }

    /// <summary>Whether each answer counts as right.</summary>
    public IReadOnlyList<bool> IsRight { get; }

    /// <summary>The figures, then those of the labels, given how often each headline counts.</summary>
    public double[] Measure(int[] counts) => _topics?.Measure(counts) ?? _bait!.Measure(counts);

    /// <summary>The same with intervals.</summary>
    public IReadOnlyList<Figure> Figures(IReadOnlyList<int> groups, int seed)
    {
        var values = Measure([.. Enumerable.Repeat(1, groups.Count)]);
        var intervals = Bootstrap.Intervals(groups, Measure, seed);
        return
        [
            .. Names
                .Concat(Labels)
                .Select((name, i) => new Figure(name, values[i], intervals[i].Low, intervals[i].High)),
        ];
    }

    /// <summary>Precision and recall beside each label's figure; of grades the figure alone.</summary>
    /// <param name="figures">The labels' figures.</param>
    public IReadOnlyList<LabelFigures> LabelFigures(IReadOnlyList<Figure> figures)
    {
        var confusion = Confusion();
        return
        [
            .. figures
                .Select(
                    (figure, i) =>
                    {
                        var support = confusion[i].Sum();
                        if (_topics is null)
                        {
                            return new LabelFigures(
                                figure.Name,
                                double.NaN,
                                figure.Value,
                                double.NaN,
                                figure.Low,
                                figure.High,
                                support
                            );
                        }

                        var given = confusion.Sum(row => row[i]);
                        return new LabelFigures(
                            figure.Name,
                            given == 0 ? 0 : confusion[i][i] / (double)given,
                            support == 0 ? double.NaN : confusion[i][i] / (double)support,
                            figure.Value,
                            figure.Low,
                            figure.High,
                            support
                        );
                    }
                )
                .Where(label => label.Support > 0),
        ];
    }

    /// <summary>See <see cref="EvaluationReport.Confusion"/>.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Confusion()
    {
        var numbers = Labels.Select((label, i) => (label, i)).ToDictionary(pair => pair.label, pair => pair.i);
        var counts = Labels.Select(_ => new int[_topics is null ? 2 : Labels.Count]).ToArray();
        for (var i = 0; i < _scored.Headlines.Count; i++)
        {
            if (_topics is null)
            {
                counts[(int)Math.Round(_scored.Headlines[i].Bait!.Value)][_bait!.IsGiven(i) ? 1 : 0]++;
                continue;
            }

            var given = numbers[_topics.Given(i)];
            counts[_topics.IsRight(i) ? given : numbers[_scored.Headlines[i].Topic!]][given]++;
        }

        return counts;
    }
}
