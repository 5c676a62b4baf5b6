namespace Classifier.Cli.Reports;

/// <summary>Specifies which headlines a report includes that are left out by default.</summary>
/// <param name="Sponsored">Whether the list of the strongest clickbait includes sponsored headlines.</param>
/// <param name="Unsupported">Whether lists, shares, and charts include headlines in unsupported languages.</param>
internal readonly record struct ReportScope(bool Sponsored, bool Unsupported);
