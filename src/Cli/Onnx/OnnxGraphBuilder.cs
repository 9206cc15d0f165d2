using System.Buffers.Binary;
using CryApi.Cli.Onnx;
using Google.Protobuf;

namespace CryApi.Cli;

/// <summary>Puts an ONNX graph together, node by node, in the order in which it runs.</summary>
/// <param name="name">Name of the graph.</param>
internal sealed class OnnxGraphBuilder(string name)
{
    // As the recipe in training/ writes them: read by every ONNX Runtime of the last years.
    private const int Opset = 13;
    private const int IrVersion = 8;

    private readonly GraphProto _graph = new() { Name = name };

    /// <summary>A float input with a free batch dimension before <paramref name="shape"/>.</summary>
    public string Input(string name, params ReadOnlySpan<int> shape)
    {
        _graph.Input.Add(Describe(name, shape));
        return name;
    }

    /// <summary>Makes a value an output; <paramref name="shape"/> without the batch.</summary>
    public void Output(string name, params ReadOnlySpan<int> shape) => _graph.Output.Add(Describe(name, shape));

    /// <summary>A float32 constant.</summary>
    public string Constant(string name, ReadOnlySpan<float> values, params ReadOnlySpan<int> shape)
    {
        var bytes = new byte[values.Length * sizeof(float)];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        return Constant(name, TensorProto.Types.DataType.Float, bytes, shape);
    }

    /// <summary>An int64 constant with one dimension.</summary>
    public string Constant(string name, long value)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return Constant(name, TensorProto.Types.DataType.Int64, bytes, [1]);
    }

    /// <summary>A node with one output, which gives the output's name back.</summary>
    public string Node(string operation, string output, params ReadOnlySpan<string> inputs) => Node(operation, output, inputs, []);

    /// <summary>A node with one output and attributes.</summary>
    public string Node(string operation, string output, ReadOnlySpan<string> inputs, ReadOnlySpan<AttributeProto> attributes)
    {
        var node = new NodeProto { OpType = operation, Name = output };
        node.Input.AddRange(inputs.ToArray());
        node.Output.Add(output);
        node.Attribute.AddRange(attributes.ToArray());
        _graph.Node.Add(node);
        return output;
    }

    /// <summary>An attribute that is one number.</summary>
    public static AttributeProto Attribute(string name, long value) =>
        new() { Name = name, I = value, Type = AttributeProto.Types.AttributeType.Int };

    /// <summary>An attribute that is a list of numbers.</summary>
    public static AttributeProto Attribute(string name, params long[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        attribute.Ints.AddRange(values);
        return attribute;
    }

    /// <summary>The model file.</summary>
    /// <param name="description">Free text about it.</param>
    public byte[] ToBytes(string description)
    {
        var model = new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "cryapi",
            DocString = description,
            Graph = _graph,
        };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = Opset });
        return model.ToByteArray();
    }

    private string Constant(string name, TensorProto.Types.DataType type, byte[] littleEndian, ReadOnlySpan<int> shape)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = UnsafeByteOperations.UnsafeWrap(littleEndian) };
        foreach (var size in shape)
            tensor.Dims.Add(size);
        _graph.Initializer.Add(tensor);
        return name;
    }

    private static ValueInfoProto Describe(string name, ReadOnlySpan<int> shape)
    {
        var dimensions = new TensorShapeProto { Dim = { new TensorShapeProto.Types.Dimension { DimParam = "N" } } };
        foreach (var size in shape)
            dimensions.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = size });
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float, Shape = dimensions };
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }
}
