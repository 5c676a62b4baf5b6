using System.Globalization;
using System.Text;
using Classifier.Models;
using Classifier.Taxonomy;
using Classifier.Training.Data;
using Classifier.Training.Evaluation;
using Classifier.Training.Evaluation.Figures;
using Classifier.Training.Evaluation.Standard;

namespace Classifier.Training.Lifecycle;

/// <summary>Generates the card of a model (Mitchell et al. 2019): intended use, evaluation, limitations, training data and
/// labels.</summary>
internal static class ModelCard
{
    private const int MaxWeakLabels = 4;

    /// <summary>Generates the card of a model without an evaluation.</summary>
    /// <param name="manifest">The manifest of the model.</param>
    public static string Write(ModelManifest manifest) => Write(manifest, null);

    /// <summary>Generates the card of a model as Markdown.</summary>
    /// <param name="manifest">The manifest of the model.</param>
    /// <param name="evaluation">The evaluation of the model; null for the metrics of its training only.</param>
    public static string Write(ModelManifest manifest, ModelEvaluation? evaluation)
    {
        var card = new StringBuilder();
        WriteIntendedUse(card, manifest);
        if (evaluation is not null)
        {
            WriteEvaluation(card, evaluation);
        }

        WriteTrainingMetrics(card, manifest);
        WriteTrainingData(card, manifest);
        WriteLabels(card, manifest);
        return card.ToString().ReplaceLineEndings("\n");
    }

    private static void WriteIntendedUse(StringBuilder card, ModelManifest manifest)
    {
        var isTopic = manifest.Task == ModelBundle.TopicTask;
        card.AppendLine(
                CultureInfo.InvariantCulture,
                $"# {(isTopic ? "Topic" : "Clickbait")} model, version {manifest.Version}"
            )
            .AppendLine()
            .AppendLine(
                isTopic
                    ? "Classifies English news headlines by topic."
                    : "Estimates the probability that a reader would call an English news headline considerable or heavy clickbait."
            )
            .AppendLine()
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"Trainer: {manifest.Trainer}; seed {manifest.Seed}; Microsoft.ML {manifest.MicrosoftMLVersion}."
            )
            .AppendLine()
            .AppendLine("## Intended use")
            .AppendLine()
            .AppendLine(
                "Sorting and labeling lists of English headlines, where a person or a later step can tolerate errors."
            )
            .AppendLine(
                isTopic
                    ? "Not intended for decisions about people or publishers, or for whole articles, other languages, social media posts or search queries. "
                        + "The model sees a single line of text and has no knowledge of events. A headline that fits several topics gets several "
                        + "scores; a headline that fits none well gets an empty list."
                    : "Not intended for ratings of publishers or people. The model sees a single line of text and cannot know whether the article keeps "
                        + "its promise. It follows one written codebook; other definitions of clickbait differ. Use the bands rather than a "
                        + "threshold of .5."
            );
    }

    private static void WriteEvaluation(StringBuilder card, ModelEvaluation evaluation)
    {
        var report = evaluation.Report;
        card.AppendLine()
            .AppendLine("## Evaluation")
            .AppendLine()
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"{report.Title}: {report.Headlines:N0} headlines, each scored by a model of the same recipe that was not trained on it. "
                    + $"Values in parentheses are 95 % bootstrap intervals. [Report with charts]({ModelEvaluation.PageName})."
            )
            .AppendLine();
        MarkdownTables.WriteFigures(card, report);
        card.AppendLine().AppendLine("The same headlines in other casings:").AppendLine();
        MarkdownTables.WriteCasings(card, report);
        card.AppendLine();
        MarkdownTables.WriteLabels(card, report);
        if (evaluation.Pairs is { } pairs)
        {
            card.AppendLine()
                .AppendLine(
                    CultureInfo.InvariantCulture,
                    $"On {pairs.Pairs} [minimal pairs](../../../training/data/README.md#minimal-pairs-to-judge-with) (headlines that share most words "
                        + $"but have different labels), the model ranks {FigureText.FormatNumber(pairs.Ranked)} correctly and predicts both labels of "
                        + $"{FigureText.FormatNumber(pairs.Right)} correctly."
                );
        }

        card.AppendLine().AppendLine("## Limitations").AppendLine().AppendLine("The model is weakest on:").AppendLine();
        foreach (
            var label in report
                .LabelFigures.Where(label => double.IsFinite(label.F1))
                .OrderBy(label => label.F1)
                .Take(MaxWeakLabels)
        )
        {
            card.AppendLine(
                CultureInfo.InvariantCulture,
                $"- {IptcTopics.FromId(label.Label).Label}: F1 {FigureText.Format(new Figure("", label.F1, label.Low, label.High))}"
            );
        }

        foreach (
            var slice in report.Slices.Where(slice =>
                slice.Figure.High < report[Evaluator.PrimaryFigure(report.Task)].Value
            )
        )
        {
            card.AppendLine(
                CultureInfo.InvariantCulture,
                $"- {slice.By} “{slice.Name}”: {FigureText.DisplayName(slice.Figure.Name)} {FigureText.Format(slice.Figure)}"
            );
        }

        foreach (
            var kind in (evaluation.Pairs?.Kinds ?? []).Where(kind => kind.Pairs >= 5 && kind.Right < 0.8 * kind.Pairs)
        )
        {
            card.AppendLine(
                CultureInfo.InvariantCulture,
                $"- minimal pairs of the kind “{kind.Kind}”: {kind.Right} of {kind.Pairs} correct"
            );
        }

        card.AppendLine(
            "- languages other than English, and short headlines that cannot be classified without knowing the story"
        );
    }

    private static void WriteTrainingMetrics(StringBuilder card, ModelManifest manifest)
    {
        card.AppendLine()
            .AppendLine("## Training metrics")
            .AppendLine()
            .AppendLine(
                "Measured on held-out headlines, whose words do not occur as a headline in the training set, by a model fitted without them. "
                    + "`baseline` is the accuracy of always predicting the most frequent label. Use `classifier evaluate` to measure the model on "
                    + "other data."
            )
            .AppendLine()
            .AppendLine("| metric | value |")
            .AppendLine("|---|---|");
        foreach (var (name, value) in manifest.Metrics)
        {
            card.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {value:0.####} |");
        }
    }

    private static void WriteTrainingData(StringBuilder card, ModelManifest manifest)
    {
        card.AppendLine()
            .AppendLine("## Training data")
            .AppendLine()
            .AppendLine("| file | rows used | content and license | SHA-256 |")
            .AppendLine("|---|---|---|---|");
        foreach (var file in manifest.TrainingFiles)
        {
            card.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {file.Name} | {file.Rows} | {KnownSources.Describe(file.Name)} | `{file.Sha256}` |"
            );
        }

        if (manifest.TrainingFiles.Any(file => KnownSources.IsLabeledByModel(file.Name)))
        {
            card.AppendLine().AppendLine(KnownSources.LabeledByModel);
        }
    }

    private static void WriteLabels(StringBuilder card, ModelManifest manifest)
    {
        card.AppendLine().AppendLine("## Labels").AppendLine();
        if (manifest.Task == ModelBundle.TopicTask)
        {
            card.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"Topics with a score below {manifest.MinScore:0.##} are omitted by default."
                )
                .AppendLine();
            foreach (var label in manifest.Labels)
            {
                var minScore =
                    manifest.TopicMinScores?.TryGetValue(label, out var own) == true
                        ? $", minimum score {own.ToString("0.###", CultureInfo.InvariantCulture)}"
                        : "";
                card.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"- `{label}` {IptcTopics.FromId(label).Label}{minScore}"
                );
            }
        }
        else if (manifest.Bands is { } bands)
        {
            card.AppendLine(
                CultureInfo.InvariantCulture,
                $"Minimum scores of the bands: slight {bands.Slight:0.###}, considerable {bands.Considerable:0.###}, heavy {bands.Heavy:0.###}."
            );
        }
    }
}
