using Classifier.Lifecycle;
using Classifier.Models;
using Classifier.Training.Evaluation.Predictions;

namespace Classifier.Training.Lifecycle.Comparing;

/// <summary>Represents one side of a comparison.</summary>
/// <param name="Folder">The folder of the model.</param>
/// <param name="Model">How the model scores headlines.</param>
/// <param name="Manifest">The manifest of the model.</param>
/// <param name="Identity">The identity of the model in the record of the comparison.</param>
public sealed record ComparableModel(
    string Folder,
    EvaluatedModel Model,
    IModelManifest Manifest,
    ComparedModel Identity
)
{
    /// <summary>Initializes a side.</summary>
    /// <param name="folder">The folder of the model.</param>
    /// <param name="kind">The kind of the model.</param>
    /// <param name="model">How the model scores headlines.</param>
    /// <param name="manifest">The manifest of the model.</param>
    public ComparableModel(string folder, ModelKind kind, EvaluatedModel model, IModelManifest manifest)
        : this(folder, model, manifest, ComparedModel.Identify(kind, folder, manifest)) { }

    /// <summary>Loads a fast model.</summary>
    /// <param name="folder">The folder of the model.</param>
    /// <exception cref="ModelException">The model cannot be used.</exception>
    public static ComparableModel ReadFast(string folder)
    {
        var model = ModelBundle.Read(folder);
        return new ComparableModel(
            folder,
            ModelKind.Fast.Single(kind => kind.Task == model.Manifest.Task),
            new EvaluatedModel(model),
            model.Manifest
        );
    }
}
