namespace Classifier.Server.Admin;

/// <summary>Registers and maps ModelAdminService.</summary>
internal static class AdminExtensions
{
    /// <summary>Adds the settings of section <c>Classifier:Admin</c> and marks the connections of their address.</summary>
    /// <exception cref="InvalidOperationException">The address is not on the loopback interface.</exception>
    public static void AddAdmin(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(AdminOptions.Section).Get<AdminOptions>() ?? new AdminOptions();
        options.Validate();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<ModelAdmin>();
        builder.Services.AddSingleton<ModelAdminGrpcService>();
        builder.WebHost.ConfigureKestrel(AdminConnection.AddTo);
    }

    /// <summary>Maps the service if it is on. Must be called before other services are mapped.</summary>
    public static void MapAdmin(this WebApplication app)
    {
        if (app.Services.GetRequiredService<AdminOptions>().IsEnabled)
        {
            app.Use(
                (context, next) =>
                    AdminConnection.Allows(context) ? next(context) : AdminConnection.RefuseAsync(context)
            );
            app.MapGrpcService<ModelAdminGrpcService>();
        }
    }
}
