using Classifier.Server.Hosting;

namespace Classifier.Server.Admission;

/// <summary>Registers limits, request validation and scheduling.</summary>
internal static class AdmissionExtensions
{
    /// <summary>Adds the limits of section <c>Classifier:Limits</c> and what enforces them.</summary>
    /// <exception cref="InvalidOperationException">A limit is out of range.</exception>
    public static void AddAdmission(this WebApplicationBuilder builder)
    {
        var limits = builder.Configuration.ReadSettings<ServerLimits>(ServerLimits.Section);
        limits.Validate();
        builder.Services.AddSingleton(limits);
        builder.Services.AddSingleton<RequestValidation>();
        builder.Services.AddSingleton<Callers>();
        builder.Services.AddSingleton<PageScheduler>();
        builder.Services.AddSingleton<AccurateScheduler>();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(provider => new BulkScheduler(
            Environment.ProcessorCount,
            provider.GetRequiredService<TimeProvider>()
        ));
    }
}
