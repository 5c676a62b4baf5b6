using System.Globalization;
using System.Text;
using Classifier.Models;
using Classifier.Taxonomy;
using Classifier.Training.Data;
using Classifier.Training.Evaluation;
using Classifier.Training.Evaluation.Figures;
using Classifier.Training.Evaluation.Standard;

namespace Classifier.Training.Lifecycle;

/// <summary>Writes a model's card (Mitchell et al. 2019): what it is for, what it learned from, how good it is and where it is
/// weak.</summary>
public static class ModelCard
{
    /// <summary>The card of a model that was not evaluated further.</summary>
    public static string Write(ModelManifest manifest) => Write(manifest, null);

    /// <summary>The card of a model, in Markdown.</summary>
    /// <param name="manifest">The model's manifest.</param>
    /// <param name="evaluation">How good its recipe was found to be; null for the figures of its training alone.</param>
    public static string Write(ModelManifest manifest, ModelEvaluation? evaluation)
    {
        var card = new StringBuilder();
        Purpose(card, manifest);
        if (evaluation is not null)
        {
            Evaluated(card, evaluation);
        }

        Measured(card, manifest);
        Data(card, manifest);
        Answers(card, manifest);
        return card.ToString().ReplaceLineEndings("\n");
    }

    private static void Purpose(StringBuilder card, ModelManifest manifest)
    {
        var isTopic = manifest.Task == ModelBundle.TopicTask;
        card.AppendLine(CultureInfo.InvariantCulture, $"# The {manifest.Task} model, version {manifest.Version}")
            .AppendLine()
            .AppendLine(
                isTopic
                    ? "Tells what a headline is about. Made for English news headlines."
                    : "Tells how probable it is that a reader would call a headline considerable or heavy clickbait. Made for English news headlines."
            )
            .AppendLine()
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"Trainer: {manifest.Trainer}; seed {manifest.Seed}; Microsoft.ML {manifest.MicrosoftMLVersion}."
            )
            .AppendLine()
            .AppendLine("## Use")
            .AppendLine()
            .AppendLine(
                "To sort and to label lists of English headlines, with a person or a further step behind it that bears mistakes."
            )
            .AppendLine(
                isTopic
                    ? "Not to decide about people or publishers, nor for whole articles, other languages, posts or search queries: it sees one line of text and "
                        + "knows nothing of what happened. A headline that fits several topics gets several scores; one that fits none well gets an empty list."
                    : "Not to judge publishers or people: it sees one line of text, not whether the article keeps what the line promises. "
                        + "It follows one written codebook of what bait is; others draw the line elsewhere. Use the bands rather than a threshold of .5."
            );
    }

    private static void Evaluated(StringBuilder card, ModelEvaluation evaluation)
    {
        var report = evaluation.Report;
        card.AppendLine()
            .AppendLine("## How good it is")
            .AppendLine()
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"{report.Title}: {report.Headlines:N0} headlines, each scored by a model of the same recipe that did not "
                    + $"learn from it. In brackets, 95 % bootstrap intervals. [A page with charts]({ModelEvaluation.PageName})."
            )
            .AppendLine();
        MarkdownReport.Figures(card, report);
        card.AppendLine().AppendLine("The same headlines, printed otherwise:").AppendLine();
        MarkdownReport.Casings(card, report);
        card.AppendLine();
        MarkdownReport.Labels(card, report);
        if (evaluation.Pairs is { } pairs)
        {
            card.AppendLine()
                .AppendLine(
                    CultureInfo.InvariantCulture,
                    $"Of {pairs.Pairs} [minimal pairs](../../../training/data/README.md#minimal-pairs-to-judge-with), "
                        + $"headlines that share words and differ in what matters, this model puts {FigureText.Number(pairs.Ranked)} in the right order and gets "
                        + $"{FigureText.Number(pairs.Right)} wholly right."
                );
        }

        card.AppendLine().AppendLine("## Weak at").AppendLine();
        foreach (
            var label in report
                .LabelFigures.Where(label => double.IsFinite(label.F1))
                .OrderBy(label => label.F1)
                .Take(4)
        )
        {
            card.AppendLine(
                CultureInfo.InvariantCulture,
                $"- {IptcTopics.FromId(label.Label).Label}: F1 {FigureText.Of(new Figure("", label.F1, label.Low, label.High))}"
            );
        }

        foreach (
            var slice in report.Slices.Where(slice =>
                slice.Figure.High < report[Evaluator.MainFigure(report.Task)].Value
            )
        )
        {
            card.AppendLine(
                CultureInfo.InvariantCulture,
                $"- {slice.By} “{slice.Name}”: {FigureText.Name(slice.Figure.Name)} {FigureText.Of(slice.Figure)}"
            );
        }

        foreach (
            var kind in (evaluation.Pairs?.Kinds ?? []).Where(kind => kind.Pairs >= 5 && kind.Right < 0.8 * kind.Pairs)
        )
        {
            card.AppendLine(
                CultureInfo.InvariantCulture,
                $"- pairs of the kind “{kind.Kind}”: {kind.Right} of {kind.Pairs} right"
            );
        }

        card.AppendLine(
            "- languages other than English, and headlines of a few words that only those who know the story can place"
        );
    }

    private static void Measured(StringBuilder card, ModelManifest manifest)
    {
        card.AppendLine()
            .AppendLine("## Measured when it was made")
            .AppendLine()
            .AppendLine(
                "On headlines with other words than those it learned from, by a model fitted without them; "
                    + "`classifier evaluate` measures it on any file. “baseline” is always answering the most frequent label."
            )
            .AppendLine()
            .AppendLine("| figure | value |")
            .AppendLine("|---|---|");
        foreach (var (name, value) in manifest.Metrics)
        {
            card.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {value:0.####} |");
        }
    }

    private static void Data(StringBuilder card, ModelManifest manifest)
    {
        card.AppendLine()
            .AppendLine("## Learned from")
            .AppendLine()
            .AppendLine("| file | rows used | what, and under which license | SHA-256 |")
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

    private static void Answers(StringBuilder card, ModelManifest manifest)
    {
        card.AppendLine().AppendLine("## Says").AppendLine();
        if (manifest.Task == ModelBundle.TopicTask)
        {
            card.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"Topics under {manifest.MinScore:0.##} are left out by default."
                )
                .AppendLine();
            foreach (var label in manifest.Labels)
            {
                var least =
                    manifest.TopicMinScores?.TryGetValue(label, out var own) == true
                        ? $", from {own.ToString("0.###", CultureInfo.InvariantCulture)}"
                        : "";
                card.AppendLine(CultureInfo.InvariantCulture, $"- `{label}` {IptcTopics.FromId(label).Label}{least}");
            }
        }
        else if (manifest.Bands is { } bands)
        {
            card.AppendLine(
                CultureInfo.InvariantCulture,
                $"Bands from: slight {bands.Slight:0.###}, considerable {bands.Considerable:0.###}, heavy {bands.Heavy:0.###}."
            );
        }
    }
}
