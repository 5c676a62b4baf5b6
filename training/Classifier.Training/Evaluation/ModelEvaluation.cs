using Classifier.Models;
using Classifier.Training.Evaluation.Reports;
using Classifier.Training.Lifecycle;

namespace Classifier.Training.Evaluation;

/// <summary>How good a model's recipe was found to be, kept in the model's folder for its card. It holds none of the headlines
/// that were measured on.</summary>
/// <param name="Sha256">The SHA-256 of the model's zip: figures of another model are not taken for this one's.</param>
/// <param name="Report">The report.</param>
/// <param name="Pairs">What the model makes of the minimal pairs; null where it was not judged by them.</param>
public sealed record ModelEvaluation(string Sha256, EvaluationReport Report, MinimalPairReport? Pairs)
{
    /// <summary>The page with charts.</summary>
    public const string PageName = "evaluation.html";

    private const string FileName = "evaluation.json";

    /// <summary>Reads the evaluation in a model's folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="manifest">The model's manifest.</param>
    /// <returns>The evaluation; null where there is none of this model.</returns>
    public static ModelEvaluation? Read(string folder, ModelManifest manifest)
    {
        var path = Path.Combine(folder, FileName);
        var evaluation = File.Exists(path) ? ReportJson.Read<ModelEvaluation>(File.ReadAllText(path)) : null;
        return evaluation?.Sha256 == manifest.Sha256 ? evaluation : null;
    }

    /// <summary>Writes the evaluation into a model's folder, as figures, as a page and into the card.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="manifest">The model's manifest.</param>
    public void Write(string folder, ModelManifest manifest)
    {
        AtomicFile.Write(Path.Combine(folder, FileName), ReportJson.Write(this) + "\n");
        AtomicFile.Write(Path.Combine(folder, PageName), HtmlEvaluation.Write(Report) + "\n");
        AtomicFile.Write(Path.Combine(folder, ModelWriter.CardName), ModelCard.Write(manifest, this));
    }
}
