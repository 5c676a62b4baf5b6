using AngleSharp.Dom;

namespace Classifier.Pages.Html;

/// <summary>Traverses a parsed page in document order, without recursion and in linear time.</summary>
internal static class TreeTraversal
{
    /// <summary>Visits the descendants of an element.</summary>
    /// <param name="root">The element, which is not visited itself.</param>
    /// <param name="enter">Called for each node; returns true to visit its descendants.</param>
    /// <param name="leave">Called for each entered element after its descendants.</param>
    public static void Visit(IElement root, Func<INode, bool> enter, Action<IElement>? leave = null)
    {
        // Positions are stored as parent and index because NextSibling takes time in proportion to the number of siblings.
        var positions = new Stack<(IElement Parent, int Index)>([(root, 0)]);
        while (positions.TryPop(out var position))
        {
            if (position.Index == position.Parent.ChildNodes.Length)
            {
                if (position.Parent != root)
                {
                    leave?.Invoke(position.Parent);
                }

                continue;
            }

            var node = position.Parent.ChildNodes[position.Index];
            positions.Push((position.Parent, position.Index + 1));
            if (enter(node) && node is IElement element)
            {
                positions.Push((element, 0));
            }
        }
    }
}
