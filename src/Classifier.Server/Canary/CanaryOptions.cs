namespace Classifier.Server.Canary;

/// <summary>Represents the settings of section <c>Classifier:Canary</c>.</summary>
internal sealed record CanaryOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Classifier:Canary";

    /// <summary>Gets the percentage, 0 to 100, of headlines that the versions with the label canary are tried on. The default is 0:
    /// they answer only calls that name them.</summary>
    public double Percent { get; init; }

    /// <summary>Gets a value indicating whether the canary only scores its headlines, while the active versions answer them. The
    /// default is that the canary answers them.</summary>
    public bool Shadow { get; init; }

    /// <summary>Gets the maximum number of headlines with different results that are kept in memory. The default is 0, because
    /// headlines may be confidential.</summary>
    public int MaxSamples { get; init; }

    /// <summary>Validates the settings.</summary>
    /// <exception cref="InvalidOperationException">A setting is out of range; the message names it.</exception>
    public void Validate()
    {
        if (!(Percent is >= 0 and <= 100))
        {
            throw new InvalidOperationException(
                $"{Section}:{nameof(Percent)} is {Percent}; it must be between 0 and 100."
            );
        }

        if (MaxSamples is < 0 or > 10_000)
        {
            throw new InvalidOperationException(
                $"{Section}:{nameof(MaxSamples)} is {MaxSamples}; it must be between 0 and 10000."
            );
        }
    }
}
