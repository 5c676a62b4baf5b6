namespace Classifier.Server.Hosting;

/// <summary>Represents the settings of section <c>Classifier:Shutdown</c>.</summary>
internal sealed record ShutdownOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Classifier:Shutdown";

    /// <summary>Gets the time, in seconds, that calls in flight have to end when the server stops. Streams that are open at its end
    /// get UNAVAILABLE. The default is 5.</summary>
    public int GraceSeconds { get; init; } = 5;

    /// <summary>Gets the grace period.</summary>
    internal TimeSpan Grace => TimeSpan.FromSeconds(GraceSeconds);

    /// <summary>Validates the settings.</summary>
    /// <exception cref="InvalidOperationException">The time is out of range.</exception>
    public void Validate()
    {
        if (GraceSeconds is < 0 or > 3_600)
        {
            throw new InvalidOperationException(
                $"{Section}:{nameof(GraceSeconds)} is {GraceSeconds}; it must be between 0 and 3600."
            );
        }
    }
}
