namespace Classifier.Models;

/// <summary>Finds models: <c>&lt;root&gt;/&lt;task&gt;/&lt;version&gt;/model.zip</c>.</summary>
public static class ModelStore
{
    /// <summary>The environment variable that names the models' root folder.</summary>
    public const string EnvironmentVariable = "CLASSIFIER_MODELS";

    /// <summary>The root folder of the models: <paramref name="configured"/> if given, else what
    /// <see cref="EnvironmentVariable"/> names, else a folder <c>models</c> beside the program or in a folder above it.</summary>
    /// <exception cref="ModelException">There is no such folder.</exception>
    public static string FindRoot(string? configured = null) => throw new NotImplementedException();
}
