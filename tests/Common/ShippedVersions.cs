namespace Classifier.Tests.Common;

/// <summary>Names the versions of the shipped models.</summary>
internal static class ShippedVersions
{
    /// <summary>Gets the active version of the topic model.</summary>
    public static string Topic { get; } = ReadActive("topic");

    /// <summary>Gets the active version of the clickbait model.</summary>
    public static string Clickbait { get; } = ReadActive("clickbait");

    /// <summary>Gets the version of the accurate model.</summary>
    public static string Encoder { get; } =
        Path.GetFileName(
            Directory
                .EnumerateDirectories(Repository.PathOf("models", "encoder"))
                .Single(folder => File.Exists(Path.Combine(folder, "model.json")))
        );

    /// <summary>Gets the version of the accurate model as answers name it, such as <c>encoder/4</c>.</summary>
    public static string Accurate { get; } = $"encoder/{Encoder}";

    private static string ReadActive(string task) =>
        File.ReadLines(Repository.PathOf("models", task, "active")).First();
}
