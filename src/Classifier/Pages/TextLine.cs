using System.Text.RegularExpressions;

namespace Classifier.Pages;

/// <summary>A line of a text dump; what its looks say of it is found when it is asked for, and once.</summary>
/// <param name="text">The line, white space collapsed.</param>
internal sealed partial class TextLine(string text)
{
    private const int LongestSection = 3;
    private const int LongestEntry = 30;

    private bool? _isDate,
        _isLabel,
        _isListHeading,
        _isNotice,
        _isTitle,
        _isCredit,
        _isParagraph;
    private int? _bullet,
        _words;

    /// <summary>The line, white space collapsed.</summary>
    public string Text { get; } = text;

    /// <summary>Whether it is a date, a time or an age.</summary>
    public bool IsDate => _isDate ??= PublishedDate.Is(Text);

    /// <summary>Whether it is short enough to name a section or a list.</summary>
    public bool IsLabel => _isLabel ??= HeadlineShape.IsLabel(Text);

    /// <summary>Whether it names a list of headlines.</summary>
    public bool IsListHeading => _isListHeading ??= HeadlineShape.IsListHeading(Text);

    /// <summary>Whether it is of the page's own furniture.</summary>
    public bool IsNotice => _isNotice ??= HeadlineShape.IsNotice(Text);

    /// <summary>Whether it can stand as a headline of a list.</summary>
    public bool IsTitle => _isTitle ??= Words > LongestSection && HeadlineShape.IsHeadline(Text);

    /// <summary>Whether it names who wrote, took or owns something.</summary>
    public bool IsCredit => _isCredit ??= HeadlineShape.IsCredit(Text);

    /// <summary>Whether it is running text.</summary>
    public bool IsParagraph => _isParagraph ??= HeadlineShape.IsParagraph(Text);

    /// <summary>Whether it is running text longer than an entry of a list.</summary>
    public bool IsLongParagraph => Words > LongestEntry && IsParagraph;

    /// <summary>Whether it is or begins with a bullet or a rank.</summary>
    public bool StartsWithBullet => BulletLength > 0;

    /// <summary>Whether it is a bullet or a rank and nothing else.</summary>
    public bool IsBareBullet => BulletLength > 0 && BulletLength == Text.Length;

    /// <summary>The length of the bullet or rank that it begins with; 0 without one.</summary>
    public int BulletLength => _bullet ??= char.IsLetter(Text[0]) ? 0 : Bullet().Match(Text).Length;

    /// <summary>The number of words.</summary>
    public int Words => _words ??= HeadlineShape.WordCount(Text);

    /// <summary>The line without its bullet; null when nothing is left.</summary>
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
