using System.Collections.Frozen;
using Classifier.Access;
using Classifier.Server.Telemetry;

namespace Classifier.Server.Access;

/// <summary>Holds the API keys of a file and reads them again when the file changes. If the changed file is damaged, the last keys
/// stay valid.</summary>
internal sealed class ApiKeyring
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);

    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly ILogger<ApiKeyring> _logger;
    private readonly Lock _lock = new();
    private volatile FrozenDictionary<string, ApiKey> _keys;
    private DateTime _writtenAt;
    private long _checkedAt;

    /// <summary>Reads the keys.</summary>
    /// <exception cref="ApiKeyException">The file is missing or damaged.</exception>
    public ApiKeyring(SecurityOptions options, TimeProvider time, ILogger<ApiKeyring> logger)
    {
        (_path, _time, _logger) = (Path.GetFullPath(options.Keys), time, logger);
        _writtenAt = File.GetLastWriteTimeUtc(_path);
        _checkedAt = time.GetTimestamp();
        _keys = Read();
    }

    /// <summary>Finds the key of a secret; null if there is none.</summary>
    public ApiKey? Find(string secret)
    {
        Refresh();
        return ApiKey.GetId(secret) is { } id && _keys.TryGetValue(id, out var key) && key.Matches(secret) ? key : null;
    }

    private FrozenDictionary<string, ApiKey> Read() =>
        ApiKeyFile.Read(_path).ToFrozenDictionary(key => key.Id, StringComparer.Ordinal);

    private void Refresh()
    {
        if (_time.GetElapsedTime(Volatile.Read(ref _checkedAt)) < CheckInterval || !_lock.TryEnter())
        {
            return;
        }

        try
        {
            Volatile.Write(ref _checkedAt, _time.GetTimestamp());
            var writtenAt = File.GetLastWriteTimeUtc(_path);
            if (writtenAt != _writtenAt)
            {
                _writtenAt = writtenAt;
                _keys = Read();
            }
        }
        catch (ApiKeyException e)
        {
            _logger.KeysRefused(e.Message);
        }
        finally
        {
            _lock.Exit();
        }
    }
}
