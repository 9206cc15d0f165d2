using BenchmarkDotNet.Running;
using CryApi.Benchmarks.Roofline;

if (args is ["roofline"])
    await RooflineReport.PrintAsync(Console.Out);
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
