using Classifier.Models;
using Classifier.Onnx;
using Classifier.Server.Telemetry;

namespace Classifier.Server.Serving;

/// <summary>Represents a loaded version of a model. It is immutable, apart from the number of calls that it has answered.</summary>
/// <param name="task">The task: topic, clickbait, or encoder.</param>
/// <param name="version">The version, which is the name of the folder.</param>
/// <param name="fingerprint">The hash of the manifest, which contains the hashes of the other files.</param>
/// <param name="loadedAt">The time when the version was loaded.</param>
internal sealed class LoadedVersion(string task, string version, string fingerprint, DateTimeOffset loadedAt)
{
    private long _calls;

    /// <summary>Gets the task: topic, clickbait, or encoder.</summary>
    public string Task => task;

    /// <summary>Gets the version, which is the name of the folder.</summary>
    public string Version => version;

    /// <summary>Gets the hash of the manifest, which contains the hashes of the other files.</summary>
    public string Fingerprint => fingerprint;

    /// <summary>Gets the time when the version was loaded.</summary>
    public DateTimeOffset LoadedAt => loadedAt;

    /// <summary>Gets the model; null if this is an encoder.</summary>
    public ModelBundle? Model { get; init; }

    /// <summary>Gets the encoder; null if this is a model of a single task.</summary>
    public EncoderBundle? Encoder { get; init; }

    /// <summary>Gets the scores that the version has given.</summary>
    public required ScoreTally Tally { get; init; }

    /// <summary>Gets the number of calls, and chunks of streams, that the version has answered.</summary>
    public long Calls => Interlocked.Read(ref _calls);

    /// <summary>Records that the version answers a call.</summary>
    public void RecordCall() => Interlocked.Increment(ref _calls);
}
