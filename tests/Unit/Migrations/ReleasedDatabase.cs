using System.IO.Compression;

namespace Gatehouse.Tests.Unit.Migrations;

/// <summary>
/// A file as an earlier build left it, with data (accounts, API tokens, history with its chain) and its key ring, in a folder that goes with the
/// test. Fixtures/&lt;id of its last migration&gt; holds one for each schema that was released.
/// </summary>
internal sealed class ReleasedDatabase : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gatehouse-released-");

    /// <param name="schema">The id of the last migration that the build knew.</param>
    public ReleasedDatabase(string schema)
    {
        var fixture = System.IO.Path.Combine(AppContext.BaseDirectory, "Fixtures", schema);
        using (var packed = new GZipStream(File.OpenRead(System.IO.Path.Combine(fixture, "gatehouse.db.gz")), CompressionMode.Decompress))
        using (var file = File.Create(Path))
            packed.CopyTo(file);
        Directory.CreateDirectory(KeyRing);
        foreach (var key in Directory.GetFiles(System.IO.Path.Combine(fixture, "keys")))
            File.Copy(key, System.IO.Path.Combine(KeyRing, System.IO.Path.GetFileName(key)));
    }

    public string Path => System.IO.Path.Combine(folder.FullName, "gatehouse.db");

    public string KeyRing => System.IO.Path.Combine(folder.FullName, "keys");

    public void Dispose() => folder.Delete(recursive: true);
}
