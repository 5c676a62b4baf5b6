using System.Text.RegularExpressions;

namespace Classifier.Training.Evaluation.Updating;

/// <summary>Represents a rule of a newsroom that contradicts a model: headlines that match a pattern get a fixed label.</summary>
/// <param name="Name">A description of the rule.</param>
/// <param name="Pattern">The pattern that the headlines match.</param>
/// <param name="Topic">The topic of these headlines; <see langword="null"/> for a rule about clickbait.</param>
/// <param name="Bait">The clickbait grade of these headlines; <see langword="null"/> for a rule about topics.</param>
internal sealed partial record HouseRule(string Name, Regex Pattern, string? Topic, float? Bait = null)
{
    /// <summary>Gets the rule that the 300 corrections of the topic evaluation follow.</summary>
    public static HouseRule ReligionIsSociety { get; } =
        new("religion is filed under society", Religion(), "medtop:14000000");

    /// <summary>Gets the rules of the learning curve, which needs more headlines than one rule has.</summary>
    public static IReadOnlyList<HouseRule> TopicRules { get; } =
    [
        ReligionIsSociety,
        new("climate change is filed under science", Climate(), "medtop:13000000"),
        new("earthquakes and eruptions are filed under environment", Quakes(), "medtop:06000000"),
        new("all news of Nigeria is filed under politics", Nigeria(), "medtop:11000000"),
    ];

    /// <summary>Gets the pattern of the headlines of an added topic.</summary>
    public static Regex AddedTopic { get; } = Climate();

    /// <summary>Gets the rule of the clickbait evaluation.</summary>
    public static HouseRule ListsAreNotBait { get; } = new("numbered lists are not clickbait", Lists(), null, 0);

    /// <summary>Determines whether the rule applies to a headline.</summary>
    public bool Matches(string headline) => Pattern.IsMatch(headline);

    [GeneratedRegex(@"\bpopes?\b|vatican|catholic|\b(arch)?bishop|muslim|islam", RegexOptions.IgnoreCase)]
    private static partial Regex Religion();

    [GeneratedRegex(
        @"\b(climate|global warming|greenhouse|carbon|emissions?|fossil fuels?)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Climate();

    [GeneratedRegex(@"\b(earth)?quakes?\b|tsunami|volcan|aftershock|erupt", RegexOptions.IgnoreCase)]
    private static partial Regex Quakes();

    [GeneratedRegex(@"nigeria|\b(lagos|abuja|buhari|naira|efcc|inec)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Nigeria();

    [GeneratedRegex(@"^\W?\d+ ")]
    private static partial Regex Lists();
}
