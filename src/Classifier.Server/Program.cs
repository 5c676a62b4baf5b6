using Classifier.Server;

return await ServerHost.RunAsync(args);
