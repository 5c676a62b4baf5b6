using Classifier.Models;
using Classifier.Training.Evaluation.Pairs;
using Classifier.Training.Evaluation.Reports;
using Classifier.Training.Lifecycle;

namespace Classifier.Training.Evaluation;

/// <summary>Represents the evaluation of a model, stored in the folder of the model and shown in its card. It contains no
/// headlines of the evaluation data.</summary>
/// <param name="Sha256">The SHA-256 of the model's zip, which ties the evaluation to the model.</param>
/// <param name="Report">The evaluation report.</param>
/// <param name="Pairs">The results on the minimal pairs; null if it was not evaluated on them.</param>
public sealed record ModelEvaluation(string Sha256, EvaluationReport Report, MinimalPairReport? Pairs)
{
    /// <summary>The file name of the HTML report with charts.</summary>
    internal const string PageName = "evaluation.html";

    private const string FileName = "evaluation.json";

    /// <summary>Reads the evaluation from a model folder.</summary>
    /// <param name="folder">The model folder.</param>
    /// <param name="manifest">The manifest of the model.</param>
    /// <returns>The evaluation; null if the folder contains no evaluation of this model.</returns>
    internal static ModelEvaluation? Read(string folder, ModelManifest manifest)
    {
        var path = Path.Combine(folder, FileName);
        var evaluation = File.Exists(path) ? ReportJson.Read<ModelEvaluation>(File.ReadAllText(path)) : null;
        return evaluation?.Sha256 == manifest.Sha256 ? evaluation : null;
    }

    /// <summary>Writes the evaluation to a model folder as JSON and HTML, and updates the model card.</summary>
    /// <param name="folder">The model folder.</param>
    /// <param name="manifest">The manifest of the model.</param>
    public void Write(string folder, ModelManifest manifest)
    {
        AtomicFile.Write(Path.Combine(folder, FileName), ReportJson.Write(this) + "\n");
        AtomicFile.Write(Path.Combine(folder, PageName), HtmlEvaluation.Write(Report) + "\n");
        AtomicFile.Write(Path.Combine(folder, ModelWriter.CardName), ModelCard.Write(manifest, this));
    }
}
