using Classifier.Cli.Input;
using Classifier.Scoring;

namespace Classifier.Cli.Classifying;

/// <summary>What became of a row: its classification, or why it has none.</summary>
/// <param name="Row">The row as it was read.</param>
/// <param name="Classification">What the classifier says; null where there is an error.</param>
/// <param name="Error">Why there is no classification; null where there is one.</param>
internal sealed record ClassifiedRow(HeadlineRow Row, Classification? Classification, string? Error);
