namespace Classifier.Pages.Html;

/// <summary>Maps runs of text to lines, which are separated by the boundaries of block elements.</summary>
internal sealed class PageLines
{
    private readonly int[] _lineOf;
    private readonly List<int> _textOutsideLinks = [];

    /// <summary>Initializes the lines of a page.</summary>
    public PageLines(PageTree tree)
    {
        _lineOf = new int[tree.Runs.Count];
        for (var i = 0; i < tree.Runs.Count; i++)
        {
            var run = tree.Runs[i];
            if (i == 0 || run.Gap == TextGap.Line)
            {
                _textOutsideLinks.Add(0);
            }

            _lineOf[i] = _textOutsideLinks.Count - 1;
            if (run.Parent.Link is null && IsSentenceText(run.Parent) && run.Text.Any(char.IsLetterOrDigit))
            {
                _textOutsideLinks[^1] += run.Text.Length + 1;
            }
        }
    }

    /// <summary>Returns the line number of a run of text.</summary>
    public int LineOf(int run) => _lineOf[run];

    /// <summary>Returns the number of characters of running text outside links in the line of a run.</summary>
    public int TextOutsideLinks(int run) => _textOutsideLinks[_lineOf[run]];

    /// <summary>Determines whether text counts as running text. A span beside a link holds its date, author, or section, while a span in a paragraph
    /// holds words of the sentence.</summary>
    private static bool IsSentenceText(PageNode parent)
    {
        while (parent.Tag is "b" or "i" or "em" or "strong" or "u" or "font" && parent.Parent is not null)
        {
            parent = parent.Parent;
        }

        return parent.Tag != "span" || parent.Parent!.Tag is "p" or "span";
    }
}
