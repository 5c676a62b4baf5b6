using Classifier.Models;

namespace Classifier.Tests.Common;

/// <summary>Names the versions of the shipped models.</summary>
internal static class ShippedVersions
{
    /// <summary>Gets the active version of the topic model.</summary>
    public static string Topic { get; } = Find("topic");

    /// <summary>Gets the active version of the clickbait model.</summary>
    public static string Clickbait { get; } = Find("clickbait");

    /// <summary>Gets the version of the accurate model.</summary>
    public static string Encoder { get; } = Find("encoder");

    /// <summary>Gets the version of the accurate model as answers name it, such as <c>encoder/4</c>.</summary>
    public static string Accurate { get; } = $"encoder/{Encoder}";

    private static string Find(string folder) =>
        Path.GetFileName(ModelStore.FindModel(Repository.PathOf("models"), folder));
}
