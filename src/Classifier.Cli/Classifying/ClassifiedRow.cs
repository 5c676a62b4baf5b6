using Classifier.Cli.Input;
using Classifier.Scoring;

namespace Classifier.Cli.Classifying;

/// <summary>Represents a row of the input with its classification or the reason why it has none.</summary>
/// <param name="Row">The row as it was read.</param>
/// <param name="Classification">The classification; null if there is an error.</param>
/// <param name="Error">Why the row could not be classified; null if it was.</param>
internal sealed record ClassifiedRow(HeadlineRow Row, Classification? Classification, string? Error);
