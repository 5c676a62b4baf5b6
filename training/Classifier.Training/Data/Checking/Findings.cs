using Classifier.Text;

namespace Classifier.Training.Data.Checking;

/// <summary>Collects findings. Counts all occurrences and keeps the first locations.</summary>
internal sealed class Findings
{
    private static readonly (string Plural, string Singular)[] Singulars =
    [
        ("files cannot", "file cannot"),
        ("lines are", "line is"),
        ("rows are", "row is"),
        ("rows have", "row has"),
        ("values are", "value is"),
        ("tasks have", "task has"),
        ("training headlines also occur", "training headline also occurs"),
        ("training headlines are", "training headline is"),
        ("headlines have", "headline has"),
        ("headlines are", "headline is"),
        ("trivial properties predict", "trivial property predicts"),
        ("texts have", "text has"),
        ("texts contain", "text contains"),
        ("texts were", "text was"),
        ("labels have", "label has"),
        ("labels come", "label comes"),
        ("labels differ", "label differs"),
        ("labels are not ids", "label is not an id"),
        (
            "labels are names of IPTC topics; training uses their ids",
            "label is the name of an IPTC topic; training uses its id"
        ),
        ("labels are IPTC subtopics", "label is an IPTC subtopic"),
        ("files have", "file has"),
        ("sources have", "source has"),
    ];

    private readonly SortedDictionary<FindingKind, (long Count, List<string> Examples)> _found = [];

    /// <summary>Adds an occurrence.</summary>
    /// <param name="kind">The kind of problem.</param>
    /// <param name="example">Returns the location and content. Called only while examples are still kept.</param>
    public void Add(FindingKind kind, Func<string> example)
    {
        var (count, examples) = _found.TryGetValue(kind, out var known) ? known : (0, []);
        if (examples.Count < Finding.MaxExamples)
        {
            examples.Add(example());
        }

        _found[kind] = (count + 1, examples);
    }

    /// <summary>Adds a defect that was reported while a file was read.</summary>
    public void Add(string path, RowDefect defect) =>
        Add(
            defect.Kind switch
            {
                RowDefectKind.NotUtf8 => FindingKind.NotUtf8,
                RowDefectKind.Broken => FindingKind.BrokenRow,
                RowDefectKind.BadValue => FindingKind.BadValue,
                RowDefectKind.NoText => FindingKind.EmptyText,
                RowDefectKind.NoLabel => FindingKind.NoLabel,
                RowDefectKind.LiteralQuotes => FindingKind.LiteralQuotes,
                _ => FindingKind.NotOk,
            },
            () => defect.ToMessage(path)
        );

    /// <summary>Returns all findings, most severe first.</summary>
    public IReadOnlyList<Finding> ToList() =>
        [
            .. _found
                .Select(found => new Finding(
                    found.Key,
                    SeverityOf(found.Key),
                    found.Value.Count,
                    found.Value.Count == 1 ? ToSingular(Message(found.Key)) : Message(found.Key),
                    found.Value.Examples
                ))
                .OrderByDescending(finding => finding.Severity),
        ];

    private static Severity SeverityOf(FindingKind kind) =>
        kind switch
        {
            <= FindingKind.NearLeakage => Severity.Error,
            FindingKind.NoLabel
            or FindingKind.NotOk
            or FindingKind.TopicName
            or FindingKind.Subtopic
            or FindingKind.AmbiguousColumns
            or FindingKind.BinaryLabels
            or FindingKind.SuspectEncoding => Severity.Note,
            _ => Severity.Warning,
        };

    /// <summary>Changes the subject and the verb of a message from plural to singular.</summary>
    private static string ToSingular(string message)
    {
        foreach (var (plural, singular) in Singulars)
        {
            if (message.StartsWith(plural, StringComparison.Ordinal))
            {
                return singular + message[plural.Length..];
            }
        }

        return message;
    }

    private static string Message(FindingKind kind) =>
        kind switch
        {
            FindingKind.UnreadableFile => "files cannot be read",
            FindingKind.NotUtf8 => "lines are not UTF-8; give the encoding with --encoding, or --fix drops them",
            FindingKind.BrokenRow => "rows are malformed; correct them, or --fix drops them",
            FindingKind.BadValue => "values are not valid for their column; correct them, or --fix drops the rows",
            FindingKind.SingleLabel => "tasks have only one label, so there is nothing to learn",
            FindingKind.Leakage =>
                "training headlines also occur in the test set, which makes metrics too good; --fix drops them from training",
            FindingKind.NearLeakage =>
                "training headlines are nearly identical to a headline in the test set; --fix drops them from training",
            FindingKind.Conflict =>
                "headlines have a different label elsewhere; --fix prefers the label of someone who read the headline, and drops all copies if that does not decide",
            FindingKind.Shortcut =>
                "trivial properties predict a label; a model will learn them instead of the meaning of the headline",
            FindingKind.EmptyText => "rows have no text; training skips them",
            FindingKind.TooLong =>
                $"texts have more than {HeadlineValidator.MaxCharacters:N0} characters; --fix drops them",
            FindingKind.NotText => "texts contain control characters; --fix drops them",
            FindingKind.Mojibake => "texts were decoded with the wrong encoding; --fix repairs them",
            FindingKind.LostCharacters => "texts contain U+FFFD where characters were lost; obtain the data again",
            FindingKind.HtmlEscape => "texts contain HTML character references; --fix decodes them",
            FindingKind.Duplicate =>
                "headlines are repeated with the same label; training uses the first copy, --fix drops the others",
            FindingKind.NearDuplicate =>
                "headlines are nearly identical to an earlier one; keep them on the same side of a split when you evaluate",
            FindingKind.RareLabel =>
                $"labels have fewer than {LabelTable.MinRows} rows; add rows, or merge labels with --labels-map",
            FindingKind.LabelOfOneSource =>
                "labels come almost exclusively from one source; a model may learn the style of the source instead",
            FindingKind.SourceOfOneLabel =>
                "sources have only one label; a model may learn the style of the source instead",
            FindingKind.LabelVariant =>
                "labels differ from another one only in case or white space; training counts them as one, --fix unifies them",
            FindingKind.UnknownTopicId =>
                "labels are not ids of the IPTC vocabulary; training ignores them, correct them or use --labels-map",
            FindingKind.TopicName => "labels are names of IPTC topics; training uses their ids",
            FindingKind.Subtopic => "labels are IPTC subtopics; training counts them as their parent topic",
            FindingKind.AmbiguousColumns =>
                "files have several columns that could be the label; name one with --label-column",
            FindingKind.BinaryLabels => "files have a column label with only 0 and 1, which is read as clickbait",
            FindingKind.SuspectEncoding =>
                "texts contain characters that may be an encoding error; check them, --fix leaves them unchanged",
            FindingKind.NoLabel => "rows have no label; training skips them",
            FindingKind.LiteralQuotes =>
                "rows have quotes in cells that are not quoted; they are read as part of the text, but a cell with a comma may be split in the wrong place",
            _ => "rows have a quality other than “ok”; training skips them",
        };
}
