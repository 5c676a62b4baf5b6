using Classifier.Features;
using Classifier.Models;
using Classifier.Training.Data;
using Microsoft.ML;

namespace Classifier.Training.Recipes;

/// <summary>A model that was just fitted and stands in no folder yet.</summary>
/// <param name="Context">Where the model lives.</param>
/// <param name="Model">ML.NET's model.</param>
/// <param name="View">A view with the model's input columns.</param>
/// <param name="Featurizer">The featurizer that it was trained with.</param>
/// <param name="Manifest">Its labels, calibration and figures; version, hashes and probes are filled in when it is written.</param>
public sealed record FittedModel(
    MLContext Context,
    ITransformer Model,
    IDataView View,
    Featurizer Featurizer,
    ModelManifest Manifest
)
{
    /// <summary>What the model was measured on; null for one that is not measured yet.</summary>
    public HeldOut? HeldOut { get; init; }

    /// <summary>The model as it would serve, to score headlines with; each call flattens it once more.</summary>
    public ModelBundle ToBundle()
    {
        using var zip = new MemoryStream();
        Context.Model.Save(Model, View.Schema, zip);
        zip.Position = 0;
        return ModelBundle.CreateDraft(Manifest, Featurizer, zip);
    }
}

/// <summary>Headlines that were held out of a training, and the model that has not seen them.</summary>
/// <param name="Model">The calibrated model; where the one that is written learned from all headlines, the one fitted before.</param>
/// <param name="Headlines">The headlines.</param>
public sealed record HeldOut(FittedModel Model, IReadOnlyList<LabeledHeadline> Headlines);
