using System.CommandLine;
using Gatehouse.Dashboard.Api;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Commands;

/// <summary>An edit in a file, as <c>edit</c> of the HTTP API (docs/api.md), and read as strictly.</summary>
internal static class EditFile
{
    public static Argument<string> Argument() => new("edit.json") { Description = "The edit as JSON (docs/api.md); - reads standard input" };

    /// <exception cref="CommandException">There is no such file, or it holds no edit.</exception>
    public static async Task<Edit> ReadAsync(string path, CancellationToken cancellation)
    {
        if (path != "-" && !File.Exists(path))
            throw new CommandException($"There is no file {path}.");
        await using var stream = path == "-" ? Console.OpenStandardInput() : File.OpenRead(path);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellation);
        try
        {
            return Body.Read<Edit>(bytes.GetBuffer().AsMemory(0, (int)bytes.Length)).Value;
        }
        catch (RefusedRequestException refused)
        {
            throw new CommandException($"{path}: {refused.Message.Replace("edit.kind", "kind", StringComparison.Ordinal)}");
        }
    }
}
