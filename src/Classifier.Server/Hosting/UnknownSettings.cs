using System.Diagnostics.CodeAnalysis;
using Classifier.Server.Access;
using Classifier.Server.Admin;
using Classifier.Server.Admission;
using Classifier.Server.Canary;
using Classifier.Server.Feedback;
using Classifier.Server.Json;
using Classifier.Server.Serving;
using Classifier.Server.Telemetry;

namespace Classifier.Server.Hosting;

/// <summary>Rejects settings of section <c>Classifier</c> that do not exist, such as misspelled ones.</summary>
internal static class UnknownSettings
{
    private const string Section = "Classifier";

    private static readonly string[] Known =
    [
        $"{Section}:Models",
        ServedModels.DefaultModelKey,
        ModelLoader.MaxVersionsKey,
        .. GetKeys<ServerLimits>(ServerLimits.Section),
        .. GetKeys<FeedbackOptions>(FeedbackOptions.Section),
        .. GetKeys<ReloadOptions>(ReloadOptions.Section),
        .. GetKeys<ShutdownOptions>(ShutdownOptions.Section),
        .. GetKeys<JsonOptions>(JsonOptions.Section),
        .. GetKeys<AdminOptions>(AdminOptions.Section),
        .. GetKeys<CanaryOptions>(CanaryOptions.Section),
        .. GetKeys<SecurityOptions>(SecurityOptions.Section),
        .. GetKeys<TelemetryOptions>(TelemetryOptions.Section),
    ];

    /// <summary>Throws if the configuration contains an unknown setting.</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="own">The settings of the host that the server has not. One that ends with a colon stands for all settings of its
    /// section.</param>
    /// <exception cref="InvalidOperationException">A setting is unknown; the message names the nearest known one.</exception>
    public static void RejectUnknownSettings(this WebApplicationBuilder builder, params string[] own)
    {
        string[] all = [.. Known, .. own];
        var unknown = builder
            .Configuration.GetSection(Section)
            .AsEnumerable()
            .Where(setting => setting.Value is not null)
            .Select(setting => setting.Key)
            .FirstOrDefault(key => !all.Any(known => Matches(key, known)));
        if (unknown is not null)
        {
            throw new InvalidOperationException(
                $"The setting {unknown} does not exist. Did you mean {FindNearest(unknown, all)}?"
            );
        }
    }

    /// <summary>Returns the settings of a section.</summary>
    /// <typeparam name="T">The type that has a property for each setting.</typeparam>
    public static IEnumerable<string> GetKeys<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T
    >(string section) =>
        typeof(T)
            .GetProperties()
            .Where(property => property.CanWrite)
            .Select(property =>
                $"{section}:{property.Name}{(property.PropertyType == typeof(Dictionary<string, string>) ? ":" : "")}"
            );

    private static bool Matches(string key, string known) =>
        known.EndsWith(':')
            ? key.StartsWith(known, StringComparison.OrdinalIgnoreCase)
            : key.Equals(known, StringComparison.OrdinalIgnoreCase);

    private static string FindNearest(string key, string[] all) => all.MinBy(known => GetDistance(key, known))!;

    /// <summary>Returns the Levenshtein distance of two keys, ignoring case.</summary>
    private static int GetDistance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 0; i < a.Length; i++)
        {
            var (diagonal, left) = (row[0], i + 1);
            row[0] = left;
            for (var j = 0; j < b.Length; j++)
            {
                var substitution = diagonal + (char.ToUpperInvariant(a[i]) == char.ToUpperInvariant(b[j]) ? 0 : 1);
                diagonal = row[j + 1];
                left = Math.Min(Math.Min(left, diagonal) + 1, substitution);
                row[j + 1] = left;
            }
        }

        return row[^1];
    }
}
