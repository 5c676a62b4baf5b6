namespace Classifier.Cli.Reports;

/// <summary>The highest-ranked of any number of things, each key once; constant memory. Of equals the first stay.</summary>
/// <param name="capacity">How many are kept.</param>
internal sealed class TopList<T>(int capacity)
{
    private readonly List<(double Rank, string Key, T Value)> _top = [];

    /// <summary>What is kept, the highest rank first.</summary>
    public IEnumerable<T> Values => _top.Select(entry => entry.Value);

    /// <summary>Offers a thing; of two with the same key the higher-ranked is kept.</summary>
    /// <param name="rank">The higher the better.</param>
    /// <param name="key">What is kept once.</param>
    /// <param name="value">The thing.</param>
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
