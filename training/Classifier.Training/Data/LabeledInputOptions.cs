using System.Text;

namespace Classifier.Training.Data;

/// <summary>Specifies the format of labeled headlines.</summary>
public enum LabeledFormat
{
    /// <summary>Tab-separated values with a header, without quoting.</summary>
    Tsv,

    /// <summary>Delimited values with a header, quoted as in RFC 4180.</summary>
    Csv,

    /// <summary>One JSON object per line.</summary>
    Jsonl,

    /// <summary>A JSON array of objects.</summary>
    Json,
}

/// <summary>Provides options for reading labeled headlines.</summary>
public sealed record LabeledInputOptions
{
    /// <summary>Gets the default options.</summary>
    public static LabeledInputOptions Default { get; } = new();

    /// <summary>Gets the format; <see langword="null"/> to derive it from the extension of the file or, for <c>.txt</c>,
    /// <c>.json</c>, and standard input, from the content.</summary>
    public LabeledFormat? Format { get; init; }

    /// <summary>Gets the name of the column with the headline; <see langword="null"/> for the default names.</summary>
    public string? TextColumn { get; init; }

    /// <summary>Gets a value indicating whether a file without the column <see cref="TextColumn"/> has the headlines in a column
    /// with a default name.</summary>
    public bool AcceptsDefaultTextColumn { get; init; }

    /// <summary>Gets the name of the column with the label; <see langword="null"/> for the default names.</summary>
    public string? LabelColumn { get; init; }

    /// <summary>Gets the task of the labels in <see cref="LabelColumn"/>; <see langword="null"/> to derive it from the labels:
    /// clickbait if all are clickbait grades.</summary>
    public string? LabelTask { get; init; }

    /// <summary>Gets the encoding; <see langword="null"/> for UTF-8.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>Gets the delimiter of CSV and TSV; <see langword="null"/> for a tab in TSV, and to detect a comma, semicolon, or
    /// tab in CSV.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Gets the function that opens standard input.</summary>
    public Func<Stream> OpenStandardInput { get; init; } = Console.OpenStandardInput;
}
