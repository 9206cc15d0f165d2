using System.Runtime.InteropServices;
using Google.FlatBuffers;

namespace CryApi.Cli.Tests;

/// <summary>
/// Writes TFLite files with the flatbuffers library, from the schema (tensorflow/lite/schema/schema.fbs): tensors, operators, one graph.
/// Structure goes to the front of the file, weights to its end: <see cref="StructureBytes"/> tells where they begin.
/// </summary>
internal sealed class TfliteWriter
{
    private readonly FlatBufferBuilder _file = new(1 << 12);
    // Buffer 0 is the empty one of tensors that are no constants.
    private readonly List<byte[]> _data = [[]];
    private readonly List<Func<int>> _tensors = [];
    private readonly List<int> _codes = [];
    private readonly List<Func<int>> _operators = [];

    /// <summary>Bytes before the weights.</summary>
    public int StructureBytes { get; private set; }

    public int Tensor(params int[] shape) => AddTensor(0, 0, () => 0, shape);

    public int Constant(float[] values, params int[] shape) => AddTensor(0, AddBuffer(MemoryMarshal.AsBytes(values.AsSpan())), () => 0, shape);

    /// <summary>An int8 constant, value = scale · (q − zero point).</summary>
    public int Constant(sbyte[] values, float[] scales, long[] zeroPoints, int axis, params int[] shape)
    {
        return AddTensor(9, AddBuffer(MemoryMarshal.AsBytes(values.AsSpan())), Quantisation, shape);

        int Quantisation()
        {
            var scale = Numbers(scales);
            var zero = Numbers(zeroPoints);
            _file.StartTable(7);
            _file.AddOffset(2, scale.Value, 0);
            _file.AddOffset(3, zero.Value, 0);
            _file.AddInt(6, axis, 0);
            return _file.EndTable();
        }
    }

    /// <summary>An operator; <paramref name="bytes"/> and <paramref name="ints"/> are its options, field number → value.</summary>
    public int Operator(int code, int[] inputs, int output, Dictionary<int, byte> bytes, Dictionary<int, int> ints)
    {
        if (!_codes.Contains(code))
            _codes.Add(code);
        _operators.Add(Table);
        return output;

        int Table()
        {
            var ins = Numbers(inputs);
            var outs = Numbers([output]);
            _file.StartTable(8);
            foreach (var (field, value) in ints)
                _file.AddInt(field, value, int.MinValue);
            foreach (var (field, value) in bytes)
                _file.AddByte(field, value, 255);
            var options = _file.EndTable();
            _file.StartTable(9);
            _file.AddOffset(4, options, 0);
            _file.AddOffset(2, outs.Value, 0);
            _file.AddOffset(1, ins.Value, 0);
            _file.AddInt(0, _codes.IndexOf(code), -1);
            return _file.EndTable();
        }
    }

    public byte[] ToBytes()
    {
        var data = _data.ConvertAll(Numbers);
        var dataBytes = _file.Offset;
        var tensors = Offsets(_tensors.ConvertAll(make => make()));
        var operators = Offsets(_operators.ConvertAll(make => make()));
        _file.StartTable(5);
        _file.AddOffset(3, operators.Value, 0);
        _file.AddOffset(0, tensors.Value, 0);
        var graphs = Offsets([_file.EndTable()]);
        var codes = Offsets([.. _codes.Select(Code)]);
        var buffers = Offsets(data.ConvertAll(Buffer));
        _file.StartTable(8);
        _file.AddOffset(4, buffers.Value, 0);
        _file.AddOffset(2, graphs.Value, 0);
        _file.AddOffset(1, codes.Value, 0);
        _file.AddInt(0, 3, 0);
        _file.Finish(_file.EndTable(), "TFL3");
        StructureBytes = _file.Offset - dataBytes;
        return _file.SizedByteArray();
    }

    private int Code(int code)
    {
        _file.StartTable(4);
        _file.AddInt(3, code, 0);
        _file.AddByte(0, (byte)Math.Min(code, 127), 0);
        return _file.EndTable();
    }

    private int AddBuffer(ReadOnlySpan<byte> data)
    {
        _data.Add(data.ToArray());
        return _data.Count - 1;
    }

    private int Buffer(VectorOffset data)
    {
        _file.StartTable(3);
        _file.AddOffset(0, data.Value, 0);
        return _file.EndTable();
    }

    private int AddTensor(byte type, int buffer, Func<int> quantisation, int[] shape)
    {
        _tensors.Add(Table);
        return _tensors.Count - 1;

        int Table()
        {
            var sizes = Numbers(shape);
            var quantised = quantisation();
            _file.StartTable(8);
            _file.AddOffset(4, quantised, 0);
            _file.AddOffset(0, sizes.Value, 0);
            _file.AddInt(2, buffer, 0);
            _file.AddByte(1, type, 0);
            return _file.EndTable();
        }
    }

    private VectorOffset Numbers<T>(T[] values)
        where T : unmanaged
    {
        var size = Marshal.SizeOf<T>();
        _file.StartVector(size, values.Length, size);
        _file.Add(values);
        return _file.EndVector();
    }

    private VectorOffset Offsets(List<int> tables)
    {
        _file.StartVector(sizeof(int), tables.Count, sizeof(int));
        for (var i = tables.Count - 1; i >= 0; i--)
            _file.AddOffset(tables[i]);
        return _file.EndVector();
    }
}
