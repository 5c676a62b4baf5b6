namespace Classifier.Cli.History;

/// <summary>Represents the changes of a run against earlier runs.</summary>
/// <param name="PreviousRun">The time of the previous run that has pages in common with this run; null if there is none.</param>
/// <param name="New">The headlines that the previous run did not have.</param>
/// <param name="Gone">The headlines that only the previous run had.</param>
/// <param name="Moved">The headlines whose position in their module changed.</param>
/// <param name="Sites">The figures of the last 30 days by site.</param>
internal sealed record HistoryComparison(
    DateTimeOffset? PreviousRun,
    HeadlineChanges New,
    HeadlineChanges Gone,
    HeadlineChanges Moved,
    IReadOnlyList<SiteTrend> Sites
);

/// <summary>Represents changed headlines of which only the first are listed.</summary>
/// <param name="Count">The number of changed headlines.</param>
/// <param name="Listed">The first of them.</param>
internal sealed record HeadlineChanges(long Count, IReadOnlyList<HeadlineChange> Listed);

/// <summary>Represents a headline that is new, gone, or moved.</summary>
/// <param name="Site">The site.</param>
/// <param name="Module">The heading of the module; null if it has none.</param>
/// <param name="Text">The headline.</param>
/// <param name="Href">The link; null if there is none.</param>
/// <param name="Score">The clickbait score, 0 to 1.</param>
/// <param name="OldPosition">The position in the previous run; null if it is new.</param>
/// <param name="NewPosition">The position in this run; null if it is gone.</param>
internal sealed record HeadlineChange(
    string Site,
    string? Module,
    string Text,
    string? Href,
    double Score,
    int? OldPosition,
    int? NewPosition
);

/// <summary>Represents the daily figures of a site.</summary>
/// <param name="Site">The site.</param>
/// <param name="Days">The days with runs, in order.</param>
internal sealed record SiteTrend(string Site, IReadOnlyList<DayFigures> Days);

/// <summary>Represents the figures of a site on a day. A headline counts once per day.</summary>
/// <param name="Day">The day in UTC.</param>
/// <param name="Headlines">The number of headlines.</param>
/// <param name="Bait">The number of headlines that are clickbait.</param>
/// <param name="Sponsored">The number of sponsored headlines.</param>
internal readonly record struct DayFigures(DateOnly Day, long Headlines, long Bait, long Sponsored);
