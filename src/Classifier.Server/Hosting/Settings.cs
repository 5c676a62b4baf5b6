using System.Diagnostics.CodeAnalysis;

namespace Classifier.Server.Hosting;

/// <summary>Reads settings.</summary>
internal static class Settings
{
    /// <summary>Reads a section. Settings that are not configured keep their defaults.</summary>
    /// <typeparam name="T">The type with a property for each setting: a number, a text, a switch, or an enumeration.</typeparam>
    /// <param name="configuration">The configuration.</param>
    /// <param name="section">The name of the section.</param>
    /// <exception cref="InvalidOperationException">A value cannot be converted.</exception>
    /// <remarks>Reflection sets the properties, because the source generator of the binder ignores those with an init
    /// accessor.</remarks>
    [UnconditionalSuppressMessage(
        "Trimming",
        "IL2026",
        Justification = "The annotation keeps the properties of the type, and their types have no properties to set."
    )]
    [UnconditionalSuppressMessage(
        "AOT",
        "IL3050",
        Justification = "Only properties that are collections need code that is generated at run time."
    )]
    public static T ReadSettings<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] T>(
        this IConfiguration configuration,
        string section
    )
        where T : new() => configuration.GetSection(section).Get<T>() ?? new T();
}
