namespace Classifier.Training.Data;

/// <summary>Provides the three-letter codes used to label topics.</summary>
internal static class Codebook
{
    /// <summary>The label of a headline that does not tell its topic.</summary>
    public const string NoTopic = "unk";

    private static readonly Dictionary<string, string> Topics = new(StringComparer.Ordinal)
    {
        ["ace"] = "medtop:01000000",
        ["clj"] = "medtop:02000000",
        ["dis"] = "medtop:03000000",
        ["ebf"] = "medtop:04000000",
        ["edu"] = "medtop:05000000",
        ["env"] = "medtop:06000000",
        ["hth"] = "medtop:07000000",
        ["hum"] = "medtop:08000000",
        ["lab"] = "medtop:09000000",
        ["lif"] = "medtop:10000000",
        ["pol"] = "medtop:11000000",
        ["rel"] = "medtop:12000000",
        ["sci"] = "medtop:13000000",
        ["soc"] = "medtop:14000000",
        ["spo"] = "medtop:15000000",
        ["war"] = "medtop:16000000",
        ["wea"] = "medtop:17000000",
    };

    /// <summary>Returns the IPTC qcode of a code, or the label itself if it is not a code.</summary>
    public static string GetTopic(string label) => Topics.GetValueOrDefault(label, label);
}
