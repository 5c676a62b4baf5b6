using Classifier.Server.Hosting;

namespace Classifier.Server.Admin;

/// <summary>Registers and maps ModelAdminService.</summary>
internal static class AdminExtensions
{
    /// <summary>Adds the settings of section <c>Classifier:Admin</c>.</summary>
    /// <exception cref="InvalidOperationException">The address is not on the loopback interface.</exception>
    public static void AddAdmin(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.ReadSettings<AdminOptions>(AdminOptions.Section);
        options.Validate();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<ModelAdmin>();
        builder.Services.AddSingleton<ModelAdminGrpcService>();
    }

    /// <summary>Maps the service if it is on.</summary>
    public static void MapAdmin(this WebApplication app)
    {
        if (app.Services.GetRequiredService<AdminOptions>().IsEnabled)
        {
            app.MapGrpcService<ModelAdminGrpcService>();
        }
    }
}
