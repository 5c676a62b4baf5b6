namespace Classifier.Training.Data;

/// <summary>What a column of labeled headlines holds.</summary>
internal enum HeadlineColumn
{
    Text,
    Topic,
    SecondTopic,
    Bait,
    Grade,
    Weak,
    Weight,
    Quality,
    Split,
    Source,
    Origin,
    Date,
}

/// <summary>Where the columns of a file, or the properties of a JSON object, are that are understood.</summary>
internal sealed class HeadlineColumns
{
    // Where a file has several names of one column, the first of these counts.
    private static readonly Dictionary<HeadlineColumn, string[]> Names = new()
    {
        [HeadlineColumn.Text] = ["text", "headline", "title"],
        [HeadlineColumn.Topic] = ["medtop", "topic", "label", "category"],
        [HeadlineColumn.SecondTopic] = ["topic2"],
        [HeadlineColumn.Bait] = ["bait", "clickbait"],
        [HeadlineColumn.Grade] = ["grade"],
        [HeadlineColumn.Weak] = ["weak"],
        [HeadlineColumn.Weight] = ["weight"],
        [HeadlineColumn.Quality] = ["quality"],
        [HeadlineColumn.Split] = ["split"],
        [HeadlineColumn.Source] = ["source", "from", "publisher"],
        [HeadlineColumn.Origin] = ["origin"],
        [HeadlineColumn.Date] = ["date"],
    };

    private readonly string[] _header;
    private readonly int[] _places = new int[Names.Count];

    private HeadlineColumns(string[] header)
    {
        _header = header;
        foreach (var (column, names) in Names)
        {
            _places[(int)column] = names
                .Select(name => Array.IndexOf(header, name))
                .FirstOrDefault(place => place >= 0, -1);
        }
    }

    /// <summary>The names as they are in the file, lower-cased.</summary>
    public IReadOnlyList<string> Header => _header;

    /// <summary>Whether a category or a publisher stands for the label, so that nobody read the single headline.</summary>
    public bool AreOfSource => _header.Contains("medtop") || _header.Contains("publisher");

    /// <summary>Whether there is a column of this kind.</summary>
    public bool Has(HeadlineColumn column) => _places[(int)column] >= 0;

    /// <summary>The name that a column has in the file.</summary>
    public string NameOf(HeadlineColumn column) => _header[_places[(int)column]];

    /// <summary>A row's cell; empty where there is no such column.</summary>
    public string Cell(string[] cells, HeadlineColumn column) => Has(column) ? cells[_places[(int)column]] : "";

    /// <summary>Finds the columns of a header.</summary>
    /// <param name="header">Names, trimmed and lower-cased here.</param>
    /// <param name="twice">A name that occurs twice; null when none does.</param>
    public static HeadlineColumns Of(IEnumerable<string> header, out string? twice)
    {
        string[] names = [.. header.Select(name => name.Trim().ToLowerInvariant())];
        twice = names.CountBy(name => name).FirstOrDefault(name => name.Value > 1).Key;
        return new HeadlineColumns(names);
    }
}
