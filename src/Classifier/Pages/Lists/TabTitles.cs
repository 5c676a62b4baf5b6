using Classifier.Pages.Html;
using Classifier.Pages.Wording;

namespace Classifier.Pages.Lists;

/// <summary>Maps tab panels to the text of their tabs.</summary>
internal sealed class TabTitles
{
    private const int MaxLevels = 4;

    private readonly Dictionary<string, string> _byId = [];
    private readonly Dictionary<PageNode, string> _panels = [];

    /// <summary>Finds the tabs and panels of a page.</summary>
    public TabTitles(PageTree tree)
    {
        foreach (var node in tree.Nodes)
        {
            var id =
                node.Attribute("aria-controls")
                ?? (node.Tag == "a" && node.Attribute("href") is ['#', _, ..] href ? href[1..] : null);
            if (
                id is not null
                && tree.TextLength(node) is > 1 and < 60
                && tree.Text(node) is var text
                && TextShape.IsLabel(text)
                && !TextShape.IsNotice(text)
            )
            {
                _byId.TryAdd(id, text);
            }
        }

        if (_byId.Count == 0)
        {
            return;
        }

        var panels = tree.Nodes.Where(node =>
            node.FirstRun < node.EndRun && node.Attribute("id") is { } id && _byId.ContainsKey(id)
        );

        // A single panel is the target of an ordinary link within the page.
        foreach (var beside in panels.GroupBy(node => node.Parent).Where(beside => beside.Count() > 1))
        {
            foreach (var panel in beside)
            {
                _panels.Add(panel, _byId[panel.Attribute("id")!]);
            }
        }
    }

    /// <summary>Returns the panel that contains an element; null if there is none.</summary>
    public PageNode? PanelOf(PageNode node) =>
        _panels.Count == 0 ? null : node.Upwards().FirstOrDefault(_panels.ContainsKey);

    /// <summary>Returns the text of the tab of the panel that contains an element; null if there is none or the panel is too far up.</summary>
    public string? TitleOf(PageNode node) =>
        PanelOf(node) is { } panel && node.Depth - panel.Depth <= MaxLevels && !panel.IsHeading ? _panels[panel] : null;
}
