using Xunit.Sdk;
using Xunit.v3;

// Each scenario wants the machine for itself.
[assembly: Parallelization(Mode = ParallelMode.None)]
