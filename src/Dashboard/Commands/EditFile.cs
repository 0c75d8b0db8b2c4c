using System.CommandLine;
using System.Text.Json;
using Gatehouse.Data;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Commands;

/// <summary>An edit in a file, as <c>edit</c> of the HTTP API (docs/api.md).</summary>
internal static class EditFile
{
    public static Argument<string> Argument() => new("edit.json") { Description = "The edit as JSON (docs/api.md); - reads standard input" };

    /// <exception cref="CommandException">There is no such file, or it holds no edit.</exception>
    public static async Task<Edit> ReadAsync(string path, CancellationToken cancellation)
    {
        if (path != "-" && !File.Exists(path))
            throw new CommandException($"There is no file {path}.");
        await using var stream = path == "-" ? Console.OpenStandardInput() : File.OpenRead(path);
        try
        {
            return await JsonSerializer.DeserializeAsync<Edit>(stream, DataJson.Options, cancellation) ?? throw new CommandException($"{path} holds no edit.");
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            var wrong = error.Message.Split(" Path:", 2)[0].ReplaceLineEndings(" ");
            throw new CommandException($"{path} is no edit: {wrong} docs/api.md lists the kinds of edit and their fields.");
        }
    }
}
