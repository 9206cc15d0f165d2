using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CryApi.Audio;

/// <summary>
/// A seekable file that has no name in any file system: <c>memfd_create(2)</c>. It lies in memory and is gone with this object, and with this
/// process however that ends.
/// </summary>
internal sealed partial class MemoryFile : IDisposable
{
    // linux/memfd.h: other processes that are started meanwhile do not inherit it, and its content can be sealed.
    private const uint CloseOnExec = 1;
    private const uint AllowSealing = 2;
    private const uint NeverExecutable = 8;

    // linux/fcntl.h
    private const int AddSeals = 1033;
    private const int AllSeals = 1 | 2 | 4 | 8;

    private readonly SafeFileHandle _handle;

    /// <summary>Makes a file of bytes that nobody can change any more.</summary>
    /// <param name="content">The bytes.</param>
    /// <exception cref="FfmpegException">The system has no such files, or lets this process have no more.</exception>
    /// <exception cref="InsufficientMemoryException">There is no room for the bytes.</exception>
    public MemoryFile(ReadOnlySpan<byte> content)
    {
        // Kernels before 6.3 do not know the last flag; later ones may insist on it.
        var descriptor = Create("audio", CloseOnExec | AllowSealing | NeverExecutable);
        if (descriptor < 0)
            descriptor = Create("audio", CloseOnExec | AllowSealing);
        if (descriptor < 0)
            throw new FfmpegException($"No memory file can be made: {Marshal.GetLastPInvokeErrorMessage()}.");
        _handle = new SafeFileHandle(descriptor, ownsHandle: true);
        try
        {
            RandomAccess.Write(_handle, content, 0);
            _ = Control(descriptor, AddSeals, AllSeals);
        }
        catch (IOException exception)
        {
            _handle.Dispose();
            throw new InsufficientMemoryException("There is no memory for the file to decode.", exception);
        }
    }

    /// <summary>Where another process of the same user finds it while this object lives.</summary>
    public string Path => $"/proc/{Environment.ProcessId}/fd/{_handle.DangerousGetHandle()}";

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Create(string name, uint flags);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(int descriptor, int command, int argument);
}
