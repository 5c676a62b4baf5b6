using Classifier.Deduplication;
using Classifier.Editing;
using Classifier.Models;
using Classifier.Pages;
using Classifier.Scoring;
using Classifier.Server.Admission;
using Classifier.Server.Feedback;
using Classifier.Server.Serving;
using Google.Protobuf.WellKnownTypes;

namespace Classifier.Server.Grpc;

/// <summary>Converts the library's records to messages of the API.</summary>
internal static class ProtoMapping
{
    public static V1.Classification ToProto(this Classification classification)
    {
        var proto = new V1.Classification
        {
            Headline = classification.Headline,
            Clickbait = classification.HasClickbait ? classification.Clickbait.ToProto() : null,
            LanguageSupported = classification.LanguageSupported,
            ModelVersions = classification.ModelVersions.ToProto(),
            ReasonsEstimated = classification.HasEstimatedReasons,
            AnyTopicConfidence = classification.AnyTopicConfidence,
        };
        foreach (var topic in classification.Topics)
        {
            proto.Topics.Add(
                new V1.TopicScore
                {
                    Id = topic.Topic.Id,
                    Label = topic.Topic.Label,
                    Score = topic.Score,
                }
            );
        }

        foreach (var reason in classification.Reasons)
        {
            proto.Reasons.Add(
                new V1.Reason
                {
                    Text = reason.Text,
                    Start = reason.Start,
                    End = reason.End,
                    Target = reason.Target,
                    Contribution = reason.Contribution,
                }
            );
        }

        foreach (var logit in classification.Bases)
        {
            proto.Bases.Add(
                new V1.LogitBase
                {
                    Target = logit.Target,
                    Base = logit.Base,
                    Logit = logit.Logit,
                }
            );
        }

        return proto;
    }

    public static V1.ClickbaitScore ToProto(this ClickbaitScore clickbait) =>
        new()
        {
            Score = clickbait.Score,
            Band = clickbait.Band switch
            {
                ClickbaitBand.None => V1.ClickbaitBand.None,
                ClickbaitBand.Slight => V1.ClickbaitBand.Slight,
                ClickbaitBand.Considerable => V1.ClickbaitBand.Considerable,
                _ => V1.ClickbaitBand.Heavy,
            },
        };

    public static V1.ComparedHeadline ToProto(this ComparedHeadline headline) =>
        new()
        {
            Classification = headline.Classification.ToProto(),
            Rank = headline.Rank,
            Changes = { headline.Changes.Select(ToProto) },
            Steps = { headline.Steps.Select(ToProto) },
        };

    private static V1.WordChange ToProto(WordChange change) =>
        new()
        {
            Kind = change.Kind switch
            {
                ChangeKind.Replace => V1.WordChangeKind.Replace,
                ChangeKind.Remove => V1.WordChangeKind.Remove,
                _ => V1.WordChangeKind.Reword,
            },
            Text = change.Text,
            Start = change.Start,
            End = change.End,
            Replacement = change.Replacement,
            Contribution = change.Contribution,
            Result = change.Result,
            LogitChange = change.LogitChange,
            Clickbait = change.Effect == ChangeEffect.NothingLeft ? null : change.Clickbait.ToProto(),
            Effect = change.Effect switch
            {
                ChangeEffect.LeavesBand => V1.WordChangeEffect.LeavesBand,
                ChangeEffect.SameBand => V1.WordChangeEffect.SameBand,
                _ => V1.WordChangeEffect.NothingLeft,
            },
        };

    public static V1.ModelVersions ToProto(this ModelVersions versions) =>
        new() { Topic = versions.Topic, Clickbait = versions.Clickbait };

    public static V1.Limits ToProto(this ServerLimits limits, Caller caller) =>
        new()
        {
            MaxHeadlineCharacters = limits.MaxHeadlineCharacters,
            MaxBatchItems = limits.MaxBatchItems,
            MaxPageBytes = limits.MaxPageBytes,
            MaxMessageBytes = limits.MaxMessageBytes,
            MaxBytesInFlight = limits.MaxBytesInFlight,
            MaxItemsInFlight = limits.MaxItemsInFlight,
            MaxPageMilliseconds = limits.MaxPageMilliseconds,
            MaxPageMemoryBytes = limits.MaxPageMemoryBytes,
            MaxConcurrentPages = limits.MaxConcurrentPages,
            ResponseStallSeconds = limits.ResponseStallSeconds,
            MaxConnections = limits.MaxConnections,
            MaxCallsPerConnection = limits.MaxCallsPerConnection,
            MaxAccurateItems = limits.MaxAccurateItems,
            AccurateThreads = limits.AccurateThreads,
            MaxComparedHeadlines = HeadlineComparison.MaxHeadlines,
            MaxBytesPerCaller = limits.MaxBytesPerCaller,
            MaxItemsPerCaller = limits.MaxItemsPerCaller,
            MaxAccurateItemsPerCaller = limits.MaxAccurateItemsPerCaller,
            HeadlinesPerSecond = caller.HeadlinesPerSecond,
            RequestStallSeconds = limits.RequestStallSeconds,
            IdleStreamSeconds = limits.IdleStreamSeconds,
            MaxHeaderBytes = limits.MaxHeaderBytes,
            HeaderSeconds = limits.HeaderSeconds,
            IdleConnectionSeconds = limits.IdleConnectionSeconds,
            PingSeconds = limits.PingSeconds,
            PingTimeoutSeconds = limits.PingTimeoutSeconds,
            MaxClusteredHeadlines = Stories.MaxHeadlines,
        };

    public static V1.FeedbackLimits ToProto(this FeedbackOptions feedback) =>
        new()
        {
            MaxPerMinute = feedback.MaxPerMinute,
            MaxCorrections = feedback.MaxCorrections,
            MaxQueued = feedback.MaxQueued,
            WriteTimeoutSeconds = feedback.WriteTimeoutSeconds,
        };

    public static V1.ReloadRefusal ToProto(this ReloadRefusal refusal) =>
        new() { Reason = refusal.Reason, RefusedAt = refusal.RefusedAt.ToTimestamp() };

    public static V1.PageModuleKind ToProto(this PageModuleKind kind) =>
        kind == PageModuleKind.Sponsored ? V1.PageModuleKind.Sponsored : V1.PageModuleKind.Editorial;

    /// <summary>Describes the loaded versions of a task.</summary>
    public static IEnumerable<V1.Model> ToProto(this LoadedTask task) => task.Versions.Select(task.ToProto);

    /// <summary>Describes a loaded version of a task.</summary>
    public static V1.Model ToProto(this LoadedTask task, LoadedVersion version)
    {
        var proto = version switch
        {
            { Model.Manifest: var model } => CreateModel(
                model.Sha256,
                model.Labels,
                model.TrainingFiles,
                model.Metrics
            ),
            { Encoder.Manifest: var encoder } => CreateModel(
                encoder.Sha256,
                encoder.Labels,
                encoder.TrainingFiles,
                encoder.Metrics
            ),
            _ => throw new InvalidOperationException("The version has no model."),
        };
        proto.Name = task.Task;
        proto.Version = version.Version;
        proto.LoadedAt = version.LoadedAt.ToTimestamp();
        proto.Active = version == task.Active;
        proto.ActiveSince = proto.Active ? task.ActiveSince.ToTimestamp() : null;
        proto.VersionLabels.Add(task.GetLabels(version));
        proto.Calls = version.Calls;
        if (version.Task != ModelBundle.ClickbaitTask)
        {
            proto.TopicCounts.Add(version.Tally.Labels.Append("none").Zip(version.Tally.ReadTopics(), CreateCount));
        }

        if (version.Task != ModelBundle.TopicTask)
        {
            proto.BandCounts.Add(
                System
                    .Enum.GetNames<ClickbaitBand>()
                    .Select(band => band.ToUpperInvariant())
                    .Zip(version.Tally.ReadBands(), CreateCount)
            );
        }

        return proto;
    }

    private static V1.HeadlineCount CreateCount(string name, long headlines) =>
        new() { Name = name, Headlines = headlines };

    private static V1.Model CreateModel(
        string sha256,
        IReadOnlyList<string> labels,
        IReadOnlyList<TrainingFile> trainingFiles,
        IReadOnlyDictionary<string, double> metrics
    )
    {
        var proto = new V1.Model { Sha256 = sha256 };
        foreach (var label in labels)
        {
            proto.Labels.Add(new V1.Label { Id = label, Name = Taxonomy.IptcTopics.FromId(label).Label });
        }

        foreach (var file in trainingFiles)
        {
            proto.TrainingFiles.Add(
                new V1.TrainingFile
                {
                    Name = file.Name,
                    Sha256 = file.Sha256,
                    Rows = file.Rows,
                }
            );
        }

        foreach (var (name, value) in metrics)
        {
            proto.Metrics.Add(new V1.Metric { Name = name, Value = value });
        }

        return proto;
    }
}
