using Classifier.Models;
using Classifier.Onnx;
using Classifier.Server.Serving;
using Google.Rpc;
using Grpc.Core;

namespace Classifier.Server.Grpc;

/// <summary>Selects the models that answer a call.</summary>
/// <param name="models">The served models.</param>
internal sealed class ModelSelector(ServedModels models)
{
    private const string Fast = "fast";
    private const string Accurate = "accurate";
    private const string ModelField = "options.model";
    private const string VersionField = "options.model_version";
    private const int MaxLength = 256;

    private static readonly string[] AccurateTasks = [EncoderBundle.FolderName];

    /// <summary>Selects the models that answer a call.</summary>
    /// <param name="options">The options of the call.</param>
    /// <exception cref="RpcException">INVALID_ARGUMENT: there is no model with the requested name, or the version is malformed.
    /// FAILED_PRECONDITION: the server has no accurate model. NOT_FOUND: the requested version is not loaded.</exception>
    public CallModels Select(V1.ClassifyOptions? options)
    {
        var isAccurate = UsesAccurate(options);
        var current = models.Current;
        var isNamed = !string.IsNullOrEmpty(options?.ModelVersion);
        var model = isNamed
            ? SelectVersions(current, options!.ModelVersion, isAccurate ? AccurateTasks : ModelBundle.Tasks)
            : current.Stable;
        return new CallModels(
            model,
            isAccurate ? model.Accurate ?? throw NotInstalled() : null,
            isNamed || isAccurate ? null : current.Trial
        );
    }

    /// <summary>Selects the fast models that answer a call, even if the accurate model is the default.</summary>
    /// <param name="options">The options of the call.</param>
    /// <exception cref="RpcException">As for <see cref="Select"/>, and INVALID_ARGUMENT: the call names the accurate
    /// model.</exception>
    public ModelSnapshot SelectFast(V1.ClassifyOptions? options)
    {
        var fast = options?.Clone() ?? new V1.ClassifyOptions();
        if (fast.Model == Accurate)
        {
            throw RpcErrors
                .InvalidArgument(
                    "MODEL_NOT_ADDITIVE",
                    ModelField,
                    fast.Model.Length,
                    null,
                    $"is {Accurate}, whose reasons are estimates; use {Fast} or leave it empty"
                )
                .ToRpcException();
        }

        fast.Model = fast.Model.Length > 0 ? fast.Model : Fast;
        return Select(fast).Stable;
    }

    /// <summary>Creates the error for a version that is not loaded.</summary>
    /// <param name="current">The loaded models.</param>
    /// <param name="field">The field that names the version.</param>
    public static RpcException NotLoaded(LoadedModels current, string field) =>
        RpcErrors.Create(
            Code.NotFound,
            "MODEL_VERSION_NOT_LOADED",
            $"{field} names a version that is not loaded. Loaded are {current}.",
            new Dictionary<string, string> { ["field"] = field, ["known"] = current.ToString() }
        );

    private bool UsesAccurate(V1.ClassifyOptions? options) =>
        (options?.Model ?? "") switch
        {
            "" => models.UsesAccurateByDefault,
            Fast => false,
            Accurate => true,
            var name => throw RpcErrors
                .InvalidArgument(
                    "MODEL_UNKNOWN",
                    ModelField,
                    name.Length,
                    null,
                    $"is not the name of a model; the names are {Fast} and {Accurate}"
                )
                .ToRpcException(),
        };

    /// <summary>Selects versions by names such as <c>canary</c>, <c>6</c>, or <c>topic/6,clickbait/5</c>.</summary>
    private static ModelSnapshot SelectVersions(LoadedModels current, string names, IReadOnlyList<string> tasks)
    {
        var selected = new Dictionary<string, LoadedVersion>();
        foreach (var part in names.Length <= MaxLength ? names.Split(',') : throw Invalid(names, "is too long"))
        {
            var slash = part.IndexOf('/', StringComparison.Ordinal);
            var (task, name) = slash < 0 ? (null, part.Trim()) : (part[..slash].Trim(), part[(slash + 1)..].Trim());
            if (name.Length == 0)
            {
                throw Invalid(names, "contains an empty name");
            }

            if (task is not null && !tasks.Contains(task))
            {
                throw Invalid(names, $"may name versions of {string.Join(" and ", tasks)} for the model of this call");
            }

            foreach (var version in Find(current, task is null ? tasks : [task], name))
            {
                if (!selected.TryAdd(version.Task, version))
                {
                    throw Invalid(names, $"names more than one version of {version.Task}");
                }
            }
        }

        return current.Combine(task => selected.GetValueOrDefault(task.Task, task.Active));
    }

    /// <summary>Finds a version of each of the tasks. A label may be missing from some of them, whose active version is used; a version
    /// must be loaded for all.</summary>
    private static List<LoadedVersion> Find(LoadedModels current, IReadOnlyList<string> tasks, string name)
    {
        var loaded = current.Tasks.Where(task => tasks.Contains(task.Task)).ToList();
        var isLabel = loaded.Exists(task => task.Labels.ContainsKey(name));
        var found = loaded.Select(task => task.Find(name)).OfType<LoadedVersion>().ToList();
        return found.Count == loaded.Count || (isLabel && found.Count > 0)
            ? found
            : throw NotLoaded(current, VersionField);
    }

    private static RpcException Invalid(string names, string problem) =>
        RpcErrors
            .InvalidArgument(
                "MODEL_VERSION_INVALID",
                VersionField,
                names.Length,
                MaxLength,
                $"{problem}; send a version or a label, such as 6 or {ActiveFile.CanaryLabel}, or versions of tasks, such as topic/6,clickbait/5"
            )
            .ToRpcException();

    private static RpcException NotInstalled() =>
        RpcErrors.Create(
            Code.FailedPrecondition,
            "MODEL_NOT_INSTALLED",
            "The server has no accurate model: its folder of models has no folder encoder. Use the fast model, or ask the operator to install one.",
            new Dictionary<string, string> { ["field"] = ModelField }
        );
}
