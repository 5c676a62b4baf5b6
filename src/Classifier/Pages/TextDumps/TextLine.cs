using System.Text.RegularExpressions;
using Classifier.Pages.Wording;

namespace Classifier.Pages.TextDumps;

/// <summary>Represents a line of a text dump. Each property is evaluated on first use and cached.</summary>
/// <param name="text">The text of the line with white space collapsed.</param>
internal sealed partial class TextLine(string text)
{
    private const int MaxSectionLength = 3;
    private const int MaxEntryWords = 30;

    private bool? _isDate,
        _isLabel,
        _isListHeading,
        _isNotice,
        _isTitle,
        _isCredit,
        _isParagraph;
    private int? _bullet,
        _words;

    /// <summary>Gets the text of the line with white space collapsed.</summary>
    public string Text { get; } = text;

    /// <summary>Gets a value indicating whether the line is a date, a time, or an age.</summary>
    public bool IsDate => _isDate ??= PublishedDate.IsMatch(Text);

    /// <summary>Gets a value indicating whether the line is short enough to name a section or a list.</summary>
    public bool IsLabel => _isLabel ??= TextShape.IsLabel(Text);

    /// <summary>Gets a value indicating whether the line names a list of headlines.</summary>
    public bool IsListHeading => _isListHeading ??= TextShape.IsListHeading(Text);

    /// <summary>Gets a value indicating whether the line is a notice of the page.</summary>
    public bool IsNotice => _isNotice ??= TextShape.IsNotice(Text);

    /// <summary>Gets a value indicating whether the line reads as a headline of a list.</summary>
    public bool IsTitle => _isTitle ??= Words > MaxSectionLength && TextShape.IsHeadline(Text);

    /// <summary>Gets a value indicating whether the line is a credit.</summary>
    public bool IsCredit => _isCredit ??= TextShape.IsCredit(Text);

    /// <summary>Gets a value indicating whether the line is running text.</summary>
    public bool IsParagraph => _isParagraph ??= TextShape.IsParagraph(Text);

    /// <summary>Gets a value indicating whether the line is running text that is too long to be an entry of a list.</summary>
    public bool IsLongParagraph => Words > MaxEntryWords && IsParagraph;

    /// <summary>Gets a value indicating whether the line starts with a bullet or a rank.</summary>
    public bool StartsWithBullet => BulletLength > 0;

    /// <summary>Gets a value indicating whether the line consists of a bullet or a rank.</summary>
    public bool IsBareBullet => BulletLength > 0 && BulletLength == Text.Length;

    /// <summary>Gets the length of the bullet or rank at the start; 0 if there is none.</summary>
    public int BulletLength => _bullet ??= char.IsLetter(Text[0]) ? 0 : Bullet().Match(Text).Length;

    /// <summary>Gets the number of words.</summary>
    public int Words => _words ??= TextShape.WordCount(Text);

    /// <summary>Returns the line without its bullet or rank; null if nothing remains.</summary>
    public TextLine? WithoutBullet()
    {
        if (!StartsWithBullet || IsDate)
        {
            return this;
        }

        var rest = Text[BulletLength..].Trim();
        return rest.Length > 0 ? new TextLine(rest) : null;
    }

    [GeneratedRegex(@"^(?:[-–—*•·▪►▶‣◦○●■]+|#?\d{1,3}[.):]|\(\d{1,3}\))(?:\s+|$)|^\d{1,3}$")]
    private static partial Regex Bullet();
}
