using System.Globalization;
using Classifier.Taxonomy;
using Classifier.Training.Lifecycle.Inspecting;
using Spectre.Console;

namespace Classifier.Cli.Terminals;

/// <summary>Prints what a model learned.</summary>
internal static class InspectionTables
{
    /// <summary>Prints the model's features, its size, and the strongest words and cues of each label.</summary>
    public static void Write(IAnsiConsole console, ModelInspection inspection)
    {
        var manifest = inspection.Manifest;
        var features = manifest.Features;
        console.MarkupLineInterpolated($"[bold]{manifest.Task} {manifest.Version}[/]: {manifest.Trainer}");
        console.MarkupLineInterpolated(
            $"features: 2^{features.HashBits} buckets, word n-grams of 1 to {features.WordNgrams}, {(features.CharNgramMin == 0 ? "no character n-grams" : $"character n-grams of {features.CharNgramMin} to {features.CharNgramMax}")}, word vectors of {features.VectorSize} dimensions{(features.Cues ? ", cues" : "")}"
        );
        console.MarkupLineInterpolated(
            $"size: {string.Join(", ", inspection.Bytes.Select(file => $"{file.Key} {file.Value / 1e6:0.00} MB"))}"
        );
        console.MarkupLineInterpolated($"{inspection.VocabularySize:N0} words, each scored on its own:");
        console.WriteLine();
        foreach (var label in inspection.Labels)
        {
            console.MarkupLineInterpolated($"[bold]{IptcTopics.Describe(label.Label)}[/]");
            console.MarkupLineInterpolated($"  for      {Format(label.For)}");
            console.MarkupLineInterpolated($"  against  {Format(label.Against)}");
        }

        if (inspection.Cues.Count > 0)
        {
            console.MarkupLine("[bold]cues[/], each at full strength and on its own");
            console.MarkupLineInterpolated($"  for      {Format(inspection.Cues.Where(cue => cue.Logit > 0))}");
            console.MarkupLineInterpolated(
                $"  against  {Format(inspection.Cues.Where(cue => cue.Logit < 0).Reverse())}"
            );
        }
    }

    private static string Format(IEnumerable<LogitEffect> effects) =>
        string.Join(
            ", ",
            effects.Select(effect =>
                effect.Name + effect.Logit.ToString(" +0.0; -0.0; 0.0", CultureInfo.InvariantCulture)
            )
        );
}
