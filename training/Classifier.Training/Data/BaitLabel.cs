using System.Globalization;

namespace Classifier.Training.Data;

/// <summary>Parses clickbait labels.</summary>
internal static class BaitLabel
{
    /// <summary>Parses a number, or one of <c>true</c>, <c>false</c>, <c>yes</c>, and <c>no</c> in any case.</summary>
    public static bool TryParse(string cell, out float bait)
    {
        switch (cell.Trim().ToLowerInvariant())
        {
            case "true" or "yes":
                bait = 1;
                return true;
            case "false" or "no":
                bait = 0;
                return true;
            default:
                return float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out bait)
                    && float.IsFinite(bait);
        }
    }

    /// <summary>Determines whether a cell is a valid clickbait label.</summary>
    public static bool IsValid(string cell) => TryParse(cell, out var bait) && bait is >= 0 and <= 3;
}
