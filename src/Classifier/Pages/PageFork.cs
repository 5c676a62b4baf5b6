namespace Classifier.Pages;

/// <summary>Where the ways to two elements part.</summary>
/// <param name="Common">The nearest element that holds both.</param>
/// <param name="Left">Its child that holds the first.</param>
/// <param name="Right">Its child that holds the second.</param>
/// <param name="Levels">How far the deeper of the two lies below.</param>
internal readonly record struct PageFork(PageNode Common, PageNode Left, PageNode Right, int Levels)
{
    /// <summary>Finds where the ways to two elements part.</summary>
    public static PageFork Of(PageNode a, PageNode b)
    {
        var common = PageTree.Common(a, b);
        return new PageFork(common, Below(common, a), Below(common, b), Math.Max(a.Depth, b.Depth) - common.Depth);
    }

    private static PageNode Below(PageNode common, PageNode node)
    {
        while (node != common && node.Parent != common)
        {
            node = node.Parent!;
        }

        return node;
    }
}
