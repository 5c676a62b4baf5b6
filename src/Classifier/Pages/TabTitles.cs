namespace Classifier.Pages;

/// <summary>What the tabs of a page say of the panels that they open.</summary>
internal sealed class TabTitles
{
    private const int MostLevels = 4;

    private readonly Dictionary<string, string> _byId = [];
    private readonly Dictionary<PageNode, string> _panels = [];

    /// <summary>Finds a page's tabs and panels.</summary>
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
                && HeadlineShape.IsLabel(text)
                && !HeadlineShape.IsNotice(text)
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

        // One panel alone is where a link within the page leads.
        foreach (var beside in panels.GroupBy(node => node.Parent).Where(beside => beside.Count() > 1))
        {
            foreach (var panel in beside)
            {
                _panels.Add(panel, _byId[panel.Attribute("id")!]);
            }
        }
    }

    /// <summary>The panel around an element; null when there is none.</summary>
    public PageNode? PanelOf(PageNode node) =>
        _panels.Count == 0 ? null : node.Upwards().FirstOrDefault(_panels.ContainsKey);

    /// <summary>The text of the tab that opens the panel around an element; null when the panel holds more than lists.</summary>
    public string? Of(PageNode node) =>
        PanelOf(node) is { } panel && node.Depth - panel.Depth <= MostLevels && !panel.IsHeading
            ? _panels[panel]
            : null;
}
