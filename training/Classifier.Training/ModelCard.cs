using System.Globalization;
using System.Text;
using Classifier.Models;
using Classifier.Taxonomy;

namespace Classifier.Training;

/// <summary>Writes a model's card.</summary>
public static class ModelCard
{
    /// <summary>The card of a model, in Markdown.</summary>
    /// <param name="manifest">The model's manifest.</param>
    public static string Write(ModelManifest manifest)
    {
        var isTopic = manifest.Task == ModelBundle.TopicTask;
        var card = new StringBuilder();
        card.AppendLine(CultureInfo.InvariantCulture, $"# The {manifest.Task} model, version {manifest.Version}").AppendLine()
            .AppendLine(isTopic
                ? "Tells what a headline is about. Made for English news headlines."
                : "Tells how probable it is that a reader would call a headline considerable or heavy clickbait. Made for English news headlines.")
            .AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"Trainer: {manifest.Trainer}; seed {manifest.Seed}; Microsoft.ML {manifest.MicrosoftMLVersion}.")
            .AppendLine().AppendLine("## Measured when it was made").AppendLine()
            .AppendLine("On headlines with other words than those it learnt from, by a model fitted without them; "
                + "`classifier evaluate` measures it on any file. “baseline” is always answering the most frequent label.").AppendLine()
            .AppendLine("| figure | value |").AppendLine("|---|---|");
        foreach (var (name, value) in manifest.Metrics)
            card.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {value:0.####} |");
        card.AppendLine().AppendLine("## Learnt from").AppendLine().AppendLine("| file | rows used | SHA-256 |").AppendLine("|---|---|---|");
        foreach (var file in manifest.TrainingFiles)
            card.AppendLine(CultureInfo.InvariantCulture, $"| {file.Name} | {file.Rows} | `{file.Sha256}` |");
        card.AppendLine().AppendLine("## Says").AppendLine();
        if (isTopic)
        {
            card.AppendLine(CultureInfo.InvariantCulture, $"Topics under {manifest.MinScore:0.##} are left out by default.").AppendLine();
            foreach (var label in manifest.Labels)
            {
                var least = manifest.TopicMinScores?.TryGetValue(label, out var own) == true ? $", from {own.ToString("0.###", CultureInfo.InvariantCulture)}" : "";
                card.AppendLine(CultureInfo.InvariantCulture, $"- `{label}` {IptcTopics.Named(label).Label}{least}");
            }
        }
        else if (manifest.Bands is { } bands)
        {
            card.AppendLine(CultureInfo.InvariantCulture,
                $"Bands from: slight {bands.Slight:0.###}, considerable {bands.Considerable:0.###}, heavy {bands.Heavy:0.###}.");
        }

        return card.ToString().ReplaceLineEndings("\n");
    }
}
