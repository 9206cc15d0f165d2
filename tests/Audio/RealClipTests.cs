using System.Text;

namespace CryApi.Audio.Tests;

public class RealClipTests
{
    [Fact]
    public void Real_recordings_decode_to_the_16_bit_values_in_their_files()
    {
        foreach (var path in Directory.EnumerateFiles(Shared.Folder("golden"), "*.wav"))
        {
            var file = File.ReadAllBytes(path);
            var source = Decoding.Open(file, new());
            Assert.Equal(("wav", "pcm_s16le", 16_000, 1), (source.Container, source.Codec, source.SampleRate, source.Channels));
            var at = file.AsSpan().IndexOf(Encoding.ASCII.GetBytes("data")) + 8;
            var samples = Decoding.ReadAll(source);
            Assert.Equal((file.Length - at) / 2, samples.Length);
            for (var i = 0; i < samples.Length; i++)
                Assert.Equal(BitConverter.ToInt16(file, at + (2 * i)) / 32768f, samples[i]);
        }
    }
}
