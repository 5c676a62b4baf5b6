using System.Globalization;
using System.Text;
using Classifier.Cli.CommandLine;

// The output does not depend on the machine's culture or code page.
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentUICulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = new UTF8Encoding(false);

return await CommandLineHost.InvokeAsync(args, new CommandConsole());
