namespace Classifier.Server.Json;

/// <summary>Represents the settings of section <c>Classifier:Json</c>.</summary>
internal sealed record JsonOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Classifier:Json";

    /// <summary>Gets the address that serves JSON over HTTP/1.1. The default is the loopback interface and the port after the first
    /// gRPC port: 5081. No address is opened if the value is empty.</summary>
    public string? Url { get; init; }

    /// <summary>Gets the host names, separated by semicolons, that requests may be sent to. IP addresses and <c>localhost</c>
    /// are always allowed.</summary>
    /// <remarks>Other names are refused, because a web page could make its own name resolve to this server (DNS
    /// rebinding).</remarks>
    public string Hosts { get; init; } = "";
}
