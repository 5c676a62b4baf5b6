namespace Classifier.Pages.Blocks;

/// <summary>Provides the headlines and the blocks in the same style around each block of a page.</summary>
internal sealed class BlockNeighbors
{
    /// <summary>Initializes the neighbors of the blocks of a page in linear time.</summary>
    public BlockNeighbors(List<PageBlock> blocks)
    {
        NextHeadline = new int[blocks.Count];
        NextInStyle = new int[blocks.Count];
        PreviousInStyle = new int[blocks.Count];
        var next = -1;
        for (var i = blocks.Count - 1; i >= 0; i--)
        {
            NextHeadline[i] = next;
            next = blocks[i].Kind == PageBlockKind.Headline ? i : next;
        }

        var last = new Dictionary<(string, string, string?, string?), int>();
        for (var i = 0; i < blocks.Count; i++)
        {
            var node = blocks[i].Node;
            var style = (node.Tag, node.FirstClass, node.Parent?.Tag, node.Parent?.FirstClass);
            PreviousInStyle[i] = last.GetValueOrDefault(style, -1);
            NextInStyle[i] = -1;
            if (PreviousInStyle[i] >= 0)
            {
                NextInStyle[PreviousInStyle[i]] = i;
            }

            last[style] = i;
        }
    }

    /// <summary>Gets the index of the first headline after each block; -1 if there is none.</summary>
    public int[] NextHeadline { get; }

    /// <summary>Gets the index of the next block in the same style; -1 if there is none.</summary>
    public int[] NextInStyle { get; }

    /// <summary>Gets the index of the previous block in the same style; -1 if there is none.</summary>
    public int[] PreviousInStyle { get; }

    /// <summary>Returns the number of headlines between two blocks, at most 2; 0 if one of the blocks does not exist.</summary>
    public int CountHeadlines(int from, int to)
    {
        if (from < 0 || to < 0)
        {
            return 0;
        }

        var first = NextHeadline[from];
        return first < 0 || first > to ? 0
            : NextHeadline[first] < 0 || NextHeadline[first] > to ? 1
            : 2;
    }
}
