using Xunit.Sdk;
using Xunit.v3;

// Recording is real time: two browsers at once would make each other lose sound.
[assembly: Parallelization(Mode = ParallelMode.None)]
