using System.Globalization;
using BenchmarkDotNet.Running;
using CryApi.Benchmarks.Comparison;
using CryApi.Benchmarks.Roofline;

if (args is ["roofline"])
    await RooflineReport.PrintAsync(Console.Out);
else if (args is ["clips", var repetitions, .. var paths] && paths.Length > 0)
    await ClipTimes.PrintAsync(Console.Out, int.Parse(repetitions, CultureInfo.InvariantCulture), paths);
else if (args is ["models", var rounds, .. var folders] && folders.Length > 0)
    await ModelTimes.PrintAsync(Console.Out, int.Parse(rounds, CultureInfo.InvariantCulture), folders);
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
