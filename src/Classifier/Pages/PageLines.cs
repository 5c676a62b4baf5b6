namespace Classifier.Pages;

/// <summary>The lines of a page: what stands between the edges of blocks.</summary>
internal sealed class PageLines
{
    private readonly int[] _lineOf;
    private readonly List<int> _textOutsideLinks = [];

    /// <summary>Cuts a page into lines.</summary>
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
            if (run.Parent.Link is null && CountsAsSentence(run.Parent) && run.Text.Any(char.IsLetterOrDigit))
            {
                _textOutsideLinks[^1] += run.Text.Length + 1;
            }
        }
    }

    /// <summary>The line that a run of text stands in.</summary>
    public int LineOf(int run) => _lineOf[run];

    /// <summary>How many characters of a line's running text are in no link.</summary>
    public int TextOutsideLinks(int run) => _textOutsideLinks[_lineOf[run]];

    /// <summary>Spans beside a link are its date, its author, its section; in a paragraph they are words.</summary>
    private static bool CountsAsSentence(PageNode parent)
    {
        while (parent.Tag is "b" or "i" or "em" or "strong" or "u" or "font" && parent.Parent is not null)
        {
            parent = parent.Parent;
        }

        return parent.Tag != "span" || parent.Parent!.Tag is "p" or "span";
    }
}
