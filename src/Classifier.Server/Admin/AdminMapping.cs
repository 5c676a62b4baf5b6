using Classifier.Lifecycle;
using Classifier.Server.Canary;
using Classifier.Server.Grpc;
using Classifier.Statistics;
using Google.Protobuf.WellKnownTypes;

namespace Classifier.Server.Admin;

/// <summary>Converts stored models and trials to messages of the API.</summary>
internal static class AdminMapping
{
    public static V1.StoredVersion ToProto(this StoredModel model)
    {
        var proto = new V1.StoredVersion
        {
            Task = model.Task,
            Version = model.Version,
            Active = model.IsActive,
            Bytes = model.Bytes,
            Defect = model.Defect ?? "",
        };
        proto.Labels.Add(model.Labels);
        proto.Metrics.Add(
            (model.Manifest?.Metrics ?? new Dictionary<string, double>()).Select(metric => new V1.Metric
            {
                Name = metric.Key,
                Value = metric.Value,
            })
        );
        proto.Comparisons.Add(model.Comparisons.Select(comparison => comparison.ToProto()));
        return proto;
    }

    public static V1.Comparison ToProto(this ComparisonRecord comparison) =>
        new()
        {
            OldVersion = comparison.Old.Version,
            Passed = comparison.Passed,
            Summary = comparison.Summary,
        };

    public static V1.CanaryTrial ToProto(this CanaryTrial trial)
    {
        var statistics = trial.Statistics;
        var proto = new V1.CanaryTrial
        {
            Stable = new V1.ModelVersions
            {
                Topic = trial.Stable.TopicVersion,
                Clickbait = trial.Stable.ClickbaitVersion,
            },
            Canary = new V1.ModelVersions
            {
                Topic = trial.Canary.TopicVersion,
                Clickbait = trial.Canary.ClickbaitVersion,
            },
            Percent = trial.Options.Percent,
            Shadow = trial.Options.Shadow,
            StartedAt = trial.StartedAt.ToTimestamp(),
            Headlines = trial.Headlines,
            Selected = trial.Selected,
            Compared = statistics.Compared,
            Skipped = trial.Skipped,
            TopicAgreement = ToShare(statistics.SameTopic, statistics.Compared),
            BandAgreement = ToShare(statistics.SameBand, statistics.Compared),
            ClickbaitShift = ToFigure(statistics.ClickbaitShift),
            TopicShift = ToFigure(statistics.TopicShift),
        };
        proto.Samples.Add(
            trial.Samples.Select(sample => new V1.CanarySample
            {
                Stable = sample.Stable.ToProto(),
                Canary = sample.Canary.ToProto(),
            })
        );
        return proto;
    }

    private static V1.CanaryFigure ToShare(long hits, long count)
    {
        var interval = WilsonInterval.Of(hits, count);
        return new V1.CanaryFigure
        {
            Value = count == 0 ? 0 : (double)hits / count,
            Low = interval.Low,
            High = interval.High,
        };
    }

    private static V1.CanaryFigure ToFigure(ScoreShift shift) =>
        new()
        {
            Value = shift.Mean,
            Low = shift.Low,
            High = shift.High,
        };
}
