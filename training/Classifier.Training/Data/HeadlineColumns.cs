using Classifier.Models;

namespace Classifier.Training.Data;

/// <summary>Specifies the content of a column of labeled headlines.</summary>
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

/// <summary>Locates the known columns in the header of a file or the properties of a JSON object.</summary>
internal sealed class HeadlineColumns
{
    // If a file has several names for one column, the first name in the list takes precedence.
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
    private readonly int[] _indices = new int[Names.Count];

    private HeadlineColumns(string[] header, LabeledInputOptions options)
    {
        _header = header;
        foreach (var (column, names) in Names)
        {
            _indices[(int)column] = GetNames(column, names, options)
                .Select(name => Array.IndexOf(header, name))
                .FirstOrDefault(index => index >= 0, -1);
        }
    }

    /// <summary>Gets all column names of the file in lower case.</summary>
    public IReadOnlyList<string> Header => _header;

    /// <summary>Gets a value indicating whether labels come from the source by default, rather than from someone who read each
    /// headline.</summary>
    public bool HaveSourceLabels => _header.Contains("medtop") || _header.Contains("publisher");

    /// <summary>Determines whether the file has a column.</summary>
    public bool Has(HeadlineColumn column) => _indices[(int)column] >= 0;

    /// <summary>Determines whether topics are read from a column of this name.</summary>
    public bool IsTopicColumnNamed(string name) => Has(HeadlineColumn.Topic) && NameOf(HeadlineColumn.Topic) == name;

    /// <summary>Describes columns that could both contain the label, and which one is used; <see langword="null"/> if there is
    /// no doubt.</summary>
    public string? DescribeAmbiguity()
    {
        string[] topics = [.. Names[HeadlineColumn.Topic].Where(_header.Contains)];
        string[] baits = [.. Names[HeadlineColumn.Grade].Concat(Names[HeadlineColumn.Bait]).Where(_header.Contains)];
        string[] sentences =
        [
            .. new[] { topics, baits }
                .Where(names => names.Length > 1)
                .Select(names =>
                    $"The columns {string.Join(" and ", names)} could both be the label; {names[0]} is used, "
                    + $"{string.Join(" and ", names[1..])} is ignored."
                ),
        ];
        return sentences.Length == 0 ? null : string.Join(' ', sentences);
    }

    /// <summary>Returns the name of a column in the file.</summary>
    public string NameOf(HeadlineColumn column) => _header[_indices[(int)column]];

    /// <summary>Returns the cell of a row in a column; empty if the file does not have the column.</summary>
    public string Cell(string[] cells, HeadlineColumn column) => Has(column) ? cells[_indices[(int)column]] : "";

    /// <summary>Parses a header.</summary>
    /// <param name="header">The names in any case, with or without surrounding white space.</param>
    /// <param name="options">The names of columns that the user specified.</param>
    /// <param name="duplicate">Receives a name that occurs more than once; otherwise, <see langword="null"/>.</param>
    public static HeadlineColumns Parse(IEnumerable<string> header, LabeledInputOptions options, out string? duplicate)
    {
        string[] names = [.. header.Select(Fold)];
        duplicate = names.CountBy(name => name).FirstOrDefault(name => name.Value > 1).Key;
        return new HeadlineColumns(names, options);
    }

    private static string[] GetNames(HeadlineColumn column, string[] defaultNames, LabeledInputOptions options)
    {
        if (column == HeadlineColumn.Text && options.TextColumn is { } text)
        {
            return options.AcceptsDefaultTextColumn ? [Fold(text), .. defaultNames] : [Fold(text)];
        }

        if (options.LabelColumn is not { } label)
        {
            return defaultNames;
        }

        // The specified column replaces all columns with labels of its task.
        var isClickbait = options.LabelTask == ModelBundle.ClickbaitTask;
        return column switch
        {
            HeadlineColumn.Topic when !isClickbait => [Fold(label)],
            HeadlineColumn.SecondTopic when !isClickbait => [],
            HeadlineColumn.Bait when isClickbait => [Fold(label)],
            HeadlineColumn.Grade when isClickbait => [],
            _ => [.. defaultNames.Except([Fold(label)])],
        };
    }

    private static string Fold(string name) => name.Trim().ToLowerInvariant();
}
