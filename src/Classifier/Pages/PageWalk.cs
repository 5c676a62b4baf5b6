using AngleSharp.Dom;

namespace Classifier.Pages;

/// <summary>Walks a page's tree in document order without recursion and in linear time, however deep or wide it is.</summary>
internal static class PageWalk
{
    /// <summary>Visits what is below an element.</summary>
    /// <param name="root">The element; not visited itself.</param>
    /// <param name="enter">Called with each node; whether to visit what is below it.</param>
    /// <param name="leave">Called with each entered element after what is below it.</param>
    public static void Through(IElement root, Func<INode, bool> enter, Action<IElement>? leave = null)
    {
        // A place is a list of children and an index: to ask a node for its next sibling takes as long as it has siblings.
        var places = new Stack<(IElement Parent, int Index)>([(root, 0)]);
        while (places.TryPop(out var place))
        {
            if (place.Index == place.Parent.ChildNodes.Length)
            {
                if (place.Parent != root)
                {
                    leave?.Invoke(place.Parent);
                }

                continue;
            }

            var node = place.Parent.ChildNodes[place.Index];
            places.Push((place.Parent, place.Index + 1));
            if (enter(node) && node is IElement element)
            {
                places.Push((element, 0));
            }
        }
    }

    /// <summary>The first elements below an element, in document order.</summary>
    public static List<IElement> Elements(IElement root, int most)
    {
        var found = new List<IElement>();
        Through(
            root,
            node =>
            {
                if (found.Count == most)
                {
                    return false;
                }

                if (node is IElement element)
                {
                    found.Add(element);
                }

                return true;
            }
        );
        return found;
    }
}
