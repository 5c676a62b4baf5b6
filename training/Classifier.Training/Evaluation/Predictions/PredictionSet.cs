using Classifier.Models;
using Classifier.Training.Evaluation.Figures;

namespace Classifier.Training.Evaluation.Predictions;

/// <summary>Represents the predictions of a topic or clickbait model for one casing variant. They can be measured on the whole
/// set and on resamples of it.</summary>
internal sealed class PredictionSet
{
    private readonly TopicPredictions? _topics;
    private readonly ClickbaitPredictions? _clickbait;
    private readonly ScoredHeadlines _scored;

    /// <summary>Initializes the predictions.</summary>
    /// <param name="scored">The headlines and their scores.</param>
    /// <param name="variant">The index of the casing variant.</param>
    /// <param name="threshold">The smallest score that counts as clickbait.</param>
    public PredictionSet(ScoredHeadlines scored, int variant, double threshold)
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
            _topics = new TopicPredictions(scored.Headlines, scored.Labels, scores, Labels);
            MeasuredFigures = TopicPredictions.MeasuredFigures;
            Probabilities = [.. scores.Select(row => row.Max())];
            Confidences = Probabilities;
            Outcomes = [.. scored.Headlines.Select((headline, i) => headline.Topic == _topics.GetLabel(i))];
            IsCorrect = [.. scored.Headlines.Select((_, i) => _topics.IsCorrect(i))];
        }
        else
        {
            Labels = ClickbaitPredictions.Labels;
            _clickbait = new ClickbaitPredictions(scored.Headlines, [.. scores.Select(row => row[0])], threshold);
            MeasuredFigures = ClickbaitPredictions.MeasuredFigures;
            Probabilities = [.. scores.Select(row => row[0])];
            // The distance from the threshold, scaled to 0 to 1 on each side.
            Confidences =
            [
                .. scores.Select(row =>
                    (float)(
                        row[0] >= threshold ? (row[0] - threshold) / (1 - threshold) : (threshold - row[0]) / threshold
                    )
                ),
            ];
            Outcomes = [.. scored.Headlines.Select(headline => headline.Bait >= 2)];
            IsCorrect = [.. scored.Headlines.Select((_, i) => _clickbait.IsCorrect(i))];
        }
    }

    /// <summary>Gets the names of the figures that <see cref="Measure"/> returns first.</summary>
    public IReadOnlyList<string> MeasuredFigures { get; }

    /// <summary>Gets the labels whose figures <see cref="Measure"/> returns after those of <see cref="MeasuredFigures"/>.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Gets the probability of each predicted topic, or the probability that each headline is clickbait.</summary>
    public IReadOnlyList<float> Probabilities { get; }

    /// <summary>Gets a value for each headline indicating whether the event of <see cref="Probabilities"/> occurred: the
    /// topic is the first correct one, or the headline is clickbait.</summary>
    public IReadOnlyList<bool> Outcomes { get; }

    /// <summary>Gets the confidence of each prediction, by which predictions are ranked.</summary>
    public IReadOnlyList<float> Confidences { get; }

    /// <summary>Gets a value for each headline indicating whether its prediction is correct.</summary>
    public IReadOnlyList<bool> IsCorrect { get; }

    /// <summary>Computes the figures, followed by those of the labels.</summary>
    /// <param name="counts">The number of times each headline counts.</param>
    public double[] Measure(int[] counts) => _topics?.Measure(counts) ?? _clickbait!.Measure(counts);

    /// <summary>Computes the figures and those of the labels, with intervals.</summary>
    /// <param name="groups">The group number of each headline.</param>
    /// <param name="seed">The random seed.</param>
    public IReadOnlyList<Figure> MeasureWithIntervals(IReadOnlyList<int> groups, int seed)
    {
        var values = Measure([.. Enumerable.Repeat(1, groups.Count)]);
        var intervals = Bootstrap.Intervals(groups, Measure, seed);
        return
        [
            .. MeasuredFigures
                .Concat(Labels)
                .Select((name, i) => new Figure(name, values[i], intervals[i].Low, intervals[i].High)),
        ];
    }

    /// <summary>Computes the figures of the whole set, with intervals that are widened for a small sample.</summary>
    /// <param name="groups">The group number of each headline.</param>
    /// <param name="seed">The random seed.</param>
    /// <param name="isSmall">Whether the sample is small.</param>
    public IReadOnlyList<Figure> MeasureSample(IReadOnlyList<int> groups, int seed, bool isSmall)
    {
        var figures = MeasureWithIntervals(groups, seed);
        if (!isSmall)
        {
            return figures;
        }

        // ROC-AUC and average precision depend on the rarer class.
        var rarer = Math.Min(Outcomes.Count(outcome => outcome), Outcomes.Count(outcome => !outcome));
        return
        [
            .. figures
                .Take(MeasuredFigures.Count)
                .Select(figure =>
                    SmallSample.Widen(
                        figure,
                        figure.Name is FigureNames.RocAuc or FigureNames.AveragePrecision ? rarer : groups.Count
                    )
                ),
            .. figures.Skip(MeasuredFigures.Count),
        ];
    }

    /// <summary>Adds precision and recall to the figures of the labels. Clickbait grades have a recall only.</summary>
    /// <param name="figures">The figures of the labels.</param>
    /// <returns>The figures of the labels that have headlines.</returns>
    public IReadOnlyList<LabelFigures> ToLabelFigures(IReadOnlyList<Figure> figures)
    {
        var confusion = GetConfusionMatrix();
        return
        [
            .. figures
                .Select(
                    (figure, i) =>
                    {
                        var support = confusion[i].Sum();
                        if (support is > 0 and < SampleCaution.MinPerLabel && double.IsFinite(figure.Value))
                        {
                            figure = SmallSample.Widen(figure, support);
                        }

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

                        var predicted = confusion.Sum(row => row[i]);
                        return new LabelFigures(
                            figure.Name,
                            predicted == 0 ? 0 : confusion[i][i] / (double)predicted,
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

    /// <summary>Returns the confusion matrix; see <see cref="EvaluationReport.Confusion"/>.</summary>
    public IReadOnlyList<IReadOnlyList<int>> GetConfusionMatrix()
    {
        var indices = Labels.Index().ToDictionary(label => label.Item, label => label.Index);
        var counts = Labels.Select(_ => new int[_topics is null ? 2 : Labels.Count]).ToArray();
        for (var i = 0; i < _scored.Headlines.Count; i++)
        {
            if (_topics is null)
            {
                counts[(int)Math.Round(_scored.Headlines[i].Bait!.Value)][_clickbait!.IsPredictedBait(i) ? 1 : 0]++;
                continue;
            }

            var predicted = indices[_topics.GetLabel(i)];
            counts[_topics.IsCorrect(i) ? predicted : indices[_scored.Headlines[i].Topic!]][predicted]++;
        }

        return counts;
    }
}
