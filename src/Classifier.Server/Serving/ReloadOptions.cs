namespace Classifier.Server.Serving;

/// <summary>Represents the settings of section <c>Classifier:Reload</c>.</summary>
internal sealed record ReloadOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Classifier:Reload";

    /// <summary>Gets the interval, in seconds, at which the folder of models is checked for changes. Changes that the operating
    /// system reports are noticed at once; the interval covers file systems that report none. With 0, models are reloaded on
    /// SIGHUP only.</summary>
    public int PollSeconds { get; init; } = 5;

    /// <summary>Validates the settings.</summary>
    /// <exception cref="InvalidOperationException">The interval is out of range.</exception>
    public void Validate()
    {
        if (PollSeconds is < 0 or > 86_400)
        {
            throw new InvalidOperationException(
                $"{Section}:{nameof(PollSeconds)} is {PollSeconds}; it must be between 0 and 86400."
            );
        }
    }
}
