using Classifier.Pages.Html;
using Classifier.Pages.Wording;

namespace Classifier.Pages.Lists;

/// <summary>Maps tab panels to the text of their tabs.</summary>
internal sealed class TabTitles
{
    private const int MaxLevels = 4;
    private const int MaxRowElements = 60;

    private readonly Dictionary<string, string> _byId = [];
    private readonly Dictionary<PageNode, string> _panels = [];

    /// <summary>Finds the tabs and panels of a page.</summary>
    public TabTitles(PageTree tree)
    {
        AddPanelsById(tree);
        AddPanelsByPosition(tree);
    }

    private void AddPanelsById(PageTree tree)
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

    /// <summary>Adds panels that no id connects to a tab: the elements after a row of tabs, if there is one for each tab.</summary>
    private void AddPanelsByPosition(PageTree tree)
    {
        foreach (var row in tree.Nodes)
        {
            if (
                row.Attribute("role") != "tablist"
                && !row.Traits.HasFlag(ElementTraits.Tabs)
                && !IsRowOfButtons(tree, row)
            )
            {
                continue;
            }

            string[] titles = [.. Tabs(tree, row).Select(tree.Text)];
            if (titles.Length < 2 || !Array.TrueForAll(titles, TextShape.IsLabel))
            {
                continue;
            }

            PageNode[] after = [.. tree.SiblingsAfter(RowWithBox(tree, row))];
            if (after.Length == 1)
            {
                after = [.. tree.Children(after[0])];
            }

            if (after.Length != titles.Length || Array.Exists(after, _panels.ContainsKey))
            {
                continue;
            }

            for (var i = 0; i < after.Length; i++)
            {
                _panels.Add(after[i], titles[i]);
            }
        }
    }

    /// <summary>Returns the outermost element around a row of tabs that contains nothing else.</summary>
    private static PageNode RowWithBox(PageTree tree, PageNode row)
    {
        for (var level = 0; level < MaxLevels && row.Parent is { Parent: not null } parent; level++)
        {
            if (parent.FirstRun != row.FirstRun || parent.EndRun != row.EndRun)
            {
                break;
            }

            row = parent;
        }

        return row;
    }

    private static bool IsRowOfButtons(PageTree tree, PageNode row)
    {
        var buttons = 0;
        foreach (var child in tree.Children(row))
        {
            if (child.Tag != "button" && !(tree.Children(child).ToArray() is [{ Tag: "button" }]))
            {
                return false;
            }

            buttons++;
        }

        return buttons > 1;
    }

    private static IEnumerable<PageNode> Tabs(PageTree tree, PageNode row)
    {
        PageNode[] tabs = [.. tree.Inside(row).Take(MaxRowElements).Where(node => node.Attribute("role") == "tab")];
        return tabs.Length > 0 ? tabs : tree.Children(row).Where(node => tree.TextLength(node) > 0);
    }

    /// <summary>Returns the panel that contains an element; null if there is none.</summary>
    public PageNode? PanelOf(PageNode node) =>
        _panels.Count == 0 ? null : node.Upwards().FirstOrDefault(_panels.ContainsKey);

    /// <summary>Returns the text of the tab of the panel that contains an element; null if there is none or the panel is too far up.</summary>
    public string? TitleOf(PageNode node) =>
        PanelOf(node) is { } panel && node.Depth - panel.Depth <= MaxLevels && !panel.IsHeading ? _panels[panel] : null;
}
