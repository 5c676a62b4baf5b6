var root = new System.CommandLine.RootCommand("Headlines: what they are about, and how strongly they bait.");
foreach (var command in Classifier.Training.Commands.TrainingCommands.All())
    root.Add(command);
return root.Parse(args).Invoke();
