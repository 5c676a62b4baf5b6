namespace Classifier.Cli.Reports;

/// <summary>Keeps the highest-ranked items of a sequence, one per key, in constant memory. Among equal ranks the earliest items are
/// kept.</summary>
/// <param name="capacity">The maximum number of items.</param>
internal sealed class TopList<T>(int capacity)
{
    private readonly List<(double Rank, string Key, T Value)> _top = [];

    /// <summary>Gets the items in descending order of rank.</summary>
    public IEnumerable<T> Values => _top.Select(entry => entry.Value);

    /// <summary>Adds an item if its rank is high enough. Of two items with the same key the higher-ranked one is kept.</summary>
    /// <param name="rank">The rank.</param>
    /// <param name="key">The key that identifies duplicates.</param>
    /// <param name="value">The item.</param>
    public void Add(double rank, string key, T value)
    {
        if (_top.Count == capacity && rank <= _top[^1].Rank)
        {
            return;
        }

        var same = _top.FindIndex(entry => entry.Key == key);
        if (same >= 0 && _top[same].Rank >= rank)
        {
            return;
        }

        if (same >= 0)
        {
            _top.RemoveAt(same);
        }
        else if (_top.Count == capacity)
        {
            _top.RemoveAt(capacity - 1);
        }

        var at = _top.FindIndex(entry => entry.Rank < rank);
        _top.Insert(at < 0 ? _top.Count : at, (rank, key, value));
    }
}
