namespace Classifier.Pages.Html;

/// <summary>Represents the point of the tree where the paths to two elements diverge.</summary>
/// <param name="Common">The nearest common ancestor.</param>
/// <param name="Left">The child of the common ancestor that contains the first element.</param>
/// <param name="Right">The child of the common ancestor that contains the second element.</param>
/// <param name="Levels">The number of levels from the common ancestor to the deeper of the two elements.</param>
internal readonly record struct BranchPoint(PageNode Common, PageNode Left, PageNode Right, int Levels)
{
    /// <summary>Finds the branch point of two elements.</summary>
    public static BranchPoint Between(PageNode a, PageNode b)
    {
        var common = PageTree.Common(a, b);
        return new BranchPoint(
            common,
            ChildToward(common, a),
            ChildToward(common, b),
            Math.Max(a.Depth, b.Depth) - common.Depth
        );
    }

    private static PageNode ChildToward(PageNode common, PageNode node)
    {
        while (node != common && node.Parent != common)
        {
            node = node.Parent!;
        }

        return node;
    }
}
