namespace Classifier.Training.Data;

/// <summary>Interprets the values of the column split.</summary>
internal static class SplitValue
{
    /// <summary>The values of training rows, for messages.</summary>
    public const string Training = "train, training";

    /// <summary>The values of held-out rows, for messages.</summary>
    public const string HeldOut = "test, testing, dev, validation, val, valid, holdout, eval";

    /// <summary>Interprets a value, ignoring case and surrounding white space. An empty value marks a training row.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isHeldOut">Receives whether the row is held out of training.</param>
    /// <returns>Whether the value is known.</returns>
    public static bool TryParse(string value, out bool isHeldOut)
    {
        var name = value.Trim();
        isHeldOut = Contains(HeldOut, name);
        return isHeldOut || name.Length == 0 || Contains(Training, name);
    }

    private static bool Contains(string names, string name) =>
        names.Split(", ").Contains(name, StringComparer.OrdinalIgnoreCase);
}
