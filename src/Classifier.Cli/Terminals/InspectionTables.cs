using System.Globalization;
using Classifier.Taxonomy;
using Classifier.Training.Lifecycle.Inspecting;
using Spectre.Console;

namespace Classifier.Cli.Terminals;

/// <summary>Shows what a model has learned.</summary>
internal static class InspectionTables
{
    /// <summary>Writes all of it.</summary>
    public static void Write(IAnsiConsole console, ModelInspection inspection)
    {
        var manifest = inspection.Manifest;
        var features = manifest.Features;
        console.MarkupLineInterpolated($"[bold]{manifest.Task} {manifest.Version}[/]: {manifest.Trainer}");
        console.MarkupLineInterpolated(
            $"features: 2^{features.HashBits} buckets, words up to {features.WordNgrams} in a row, {(features.CharNgramMin == 0 ? "no characters" : $"characters {features.CharNgramMin} to {features.CharNgramMax}")}, vectors of {features.VectorSize} numbers{(features.Cues ? ", cues" : "")}"
        );
        console.MarkupLineInterpolated(
            $"size: {string.Join(", ", inspection.Bytes.Select(file => $"{file.Key} {file.Value / 1e6:0.00} MB"))}"
        );
        console.MarkupLineInterpolated($"{inspection.Vocabulary:N0} words, each scored alone:");
        console.WriteLine();
        foreach (var label in inspection.Labels)
        {
            console.MarkupLineInterpolated($"[bold]{IptcTopics.FromId(label.Label).Label}[/]");
            console.MarkupLineInterpolated($"  for      {Words(label.For)}");
            console.MarkupLineInterpolated($"  against  {Words(label.Against)}");
        }

        if (inspection.Cues.Count > 0)
        {
            console.MarkupLine("[bold]cues[/], at full strength and alone");
            console.MarkupLineInterpolated($"  for      {Words(inspection.Cues.Where(cue => cue.Logit > 0))}");
            console.MarkupLineInterpolated(
                $"  against  {Words(inspection.Cues.Where(cue => cue.Logit < 0).Reverse())}"
            );
        }
    }

    private static string Words(IEnumerable<Effect> effects) =>
        string.Join(
            ", ",
            effects.Select(effect =>
                effect.Name + effect.Logit.ToString(" +0.0; -0.0; 0.0", CultureInfo.InvariantCulture)
            )
        );
}
