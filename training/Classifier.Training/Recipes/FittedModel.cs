using Classifier.Features;
using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Lifecycle;
using Microsoft.ML;

namespace Classifier.Training.Recipes;

/// <summary>Represents a fitted model that has not been written to a folder yet.</summary>
/// <param name="Context">The ML.NET context of the model.</param>
/// <param name="Model">The ML.NET model.</param>
/// <param name="View">A view with the input columns of the model.</param>
/// <param name="Featurizer">The featurizer that the model was trained with.</param>
/// <param name="Manifest">The labels, calibration, and metrics. Version, hashes, and probes are added when the model is
/// written.</param>
internal sealed record FittedModel(
    MLContext Context,
    ITransformer Model,
    IDataView View,
    Featurizer Featurizer,
    ModelManifest Manifest
)
{
    /// <summary>Gets the headlines that the model was evaluated on; <see langword="null"/> if it has not been evaluated.</summary>
    public HeldOut? HeldOut { get; init; }

    /// <summary>Gets the predictions for the headlines held out at random; <see langword="null"/> if there are none.</summary>
    public Validation? Validation { get; init; }

    /// <summary>Writes the model and its card to a folder, whose name becomes the version.</summary>
    /// <exception cref="ModelException">The model cannot be read back, or the folder contains something else.</exception>
    public ModelManifest Write(string folder) =>
        ModelWriter.Write(
            folder,
            Context,
            Model,
            View,
            Featurizer,
            Manifest with
            {
                Version = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
                Reference = HeldOut is null ? Manifest.Reference : MeasureReference(HeldOut),
            },
            ModelCard.Write
        );

    private static ScoreReference MeasureReference(HeldOut heldOut) =>
        ScoreReference.Measure(
            heldOut.Model.ToBundle(),
            heldOut.Headlines.Select(headline => headline.Text),
            "held out of training"
        );

    /// <summary>Creates a bundle that scores headlines as the served model does. Each call flattens the model again.</summary>
    public ModelBundle ToBundle()
    {
        using var zip = new MemoryStream();
        Context.Model.Save(Model, View.Schema, zip);
        zip.Position = 0;
        return ModelBundle.CreateDraft(Manifest, Featurizer, zip);
    }
}

/// <summary>Represents held-out headlines and a model that was not trained on them.</summary>
/// <param name="Model">The calibrated model. If the final model was trained on all headlines, this is the model fitted
/// before.</param>
/// <param name="Headlines">The held-out headlines.</param>
internal sealed record HeldOut(FittedModel Model, IReadOnlyList<LabeledHeadline> Headlines);
