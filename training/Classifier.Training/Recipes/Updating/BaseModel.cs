using Classifier.Models;
using Classifier.Training.Data;

namespace Classifier.Training.Recipes.Updating;

/// <summary>Represents the model that an update starts from.</summary>
internal sealed class BaseModel
{
    private BaseModel(string folder, ModelBundle bundle)
    {
        Folder = folder;
        Bundle = bundle;
    }

    /// <summary>Gets the folder.</summary>
    public string Folder { get; }

    /// <summary>Gets the model.</summary>
    public ModelBundle Bundle { get; }

    /// <summary>Gets the manifest.</summary>
    public ModelManifest Manifest => Bundle.Manifest;

    /// <summary>Reads a model.</summary>
    /// <param name="folder">The model folder.</param>
    /// <param name="task">The task that the model must have.</param>
    /// <exception cref="ModelException">The model cannot be read.</exception>
    /// <exception cref="TrainingDataException">The model is for another task.</exception>
    public static BaseModel Read(string folder, string task)
    {
        var bundle = ModelBundle.Read(folder);
        return bundle.Manifest.Task == task
            ? new BaseModel(folder, bundle)
            : throw new TrainingDataException(
                $"{folder} contains a {bundle.Manifest.Task} model; specify a {task} model with --from."
            );
    }

    /// <summary>Opens the zip.</summary>
    public FileStream OpenZip() => File.OpenRead(Path.Combine(Folder, ModelBundle.ZipName));

    /// <summary>Creates the manifest of a model built on this one.</summary>
    /// <param name="labels">The labels of the new model.</param>
    /// <param name="files">The files with corrections.</param>
    /// <param name="metrics">The metrics of the update.</param>
    public ModelManifest CreateManifest(
        IReadOnlyList<string> labels,
        IReadOnlyList<TrainingFile> files,
        IReadOnlyDictionary<string, double> metrics
    ) =>
        Manifest with
        {
            Version = "",
            Sha256 = "",
            Labels = labels,
            Probes = [],
            Metrics = metrics,
            TrainingFiles = [.. Manifest.TrainingFiles, .. files],
            Trainer =
                $"built on {Manifest.Task} model {Manifest.Version} (SHA-256 {Manifest.Sha256[..12]}): dual coordinate ascent on "
                + "corrections and on the answers of that model, with the squared distance from its weights as regularization; "
                + $"that model: {Manifest.Trainer}",
        };
}
