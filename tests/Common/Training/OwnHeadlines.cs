using Classifier.Training.Data;

namespace Classifier.Tests.Common;

/// <summary>Provides the labeled headlines of the repository.</summary>
internal static class OwnHeadlines
{
    public static string Path { get; } = Repository.PathOf("training", "data", "headlines.tsv");

    public static IReadOnlyList<LabeledHeadline> All { get; } = LabeledFile.Read(Path);

    /// <summary>Returns the content of the file with the headlines of some topics only, on which training takes a fraction of the
    /// time.</summary>
    /// <param name="topics">The three-letter codes of the topics.</param>
    public static string OfTopics(params string[] topics) =>
        string.Join('\n', File.ReadLines(Path).Where((row, i) => i == 0 || topics.Contains(row.Split('\t')[1])));

    /// <summary>Gets the three labels of <see cref="WithOwnLabels"/>.</summary>
    public static IReadOnlyList<string> OwnLabels { get; } = ["Everyday", "Public Affairs", "Trouble"];

    /// <summary>Returns the content of a file with the headlines and three labels that are not IPTC topics, without clickbait
    /// grades.</summary>
    public static string WithOwnLabels() =>
        "headline\tcategory\tsplit\n"
        + string.Concat(
            File.ReadLines(Path)
                .Skip(1)
                .Select(row => row.Split('\t'))
                .Select(row => $"{row[0]}\t{GetOwnLabel(row[1])}\t{row[3]}\n")
        );

    private static string GetOwnLabel(string topic) =>
        topic switch
        {
            "clj" or "dis" or "war" or "wea" or "env" => OwnLabels[2],
            "ebf" or "edu" or "hth" or "lab" or "pol" or "soc" => OwnLabels[1],
            _ => OwnLabels[0],
        };

    public static IReadOnlyList<LabeledHeadline> Test { get; } = [.. All.Where(headline => headline.IsTest)];
}
