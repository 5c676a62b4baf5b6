using Classifier.Server.Hosting;

namespace Classifier.Server.Admin;

/// <summary>Represents the settings of section <c>Classifier:Admin</c>.</summary>
internal sealed record AdminOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Classifier:Admin";

    /// <summary>Gets the address of ModelAdminService, such as <c>http://127.0.0.1:5090</c> or <c>http://unix:/run/classifier.sock</c>.
    /// It must be on this machine, because the service has no authentication. The service is off if the address is empty.</summary>
    public string Url { get; init; } = "";

    /// <summary>Gets a value indicating whether the service is on.</summary>
    public bool IsEnabled => !string.IsNullOrWhiteSpace(Url);

    /// <summary>Validates the settings.</summary>
    /// <exception cref="InvalidOperationException">The address is not on the loopback interface.</exception>
    /// <exception cref="FormatException">The address is invalid.</exception>
    public void Validate()
    {
        if (IsEnabled && !ServerAddresses.IsLocal(Url))
        {
            throw new InvalidOperationException(
                $"{Section}:{nameof(Url)} is {Url}, which other machines may reach. Use a loopback address, such as "
                    + "http://127.0.0.1:5090, or a Unix domain socket."
            );
        }
    }
}
