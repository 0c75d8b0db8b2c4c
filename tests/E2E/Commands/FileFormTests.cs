using Gatehouse.Tests.E2E.Support;

namespace Gatehouse.Tests.E2E.Commands;

/// <summary>Files that editors and shells of Windows write are read by the commands as they are.</summary>
public sealed class FileFormTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gatehouse-file-forms-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task Edits_and_snapshots_with_a_byte_order_mark_are_read(string encoding)
    {
        var written = System.Text.Encoding.GetEncoding(encoding);
        var (snapshot, edit) = (Path.Combine(folder.FullName, "marked.json"), Path.Combine(folder.FullName, "edit.json"));
        await File.WriteAllTextAsync(snapshot, """{"version":1,"users":[{"id":"bomu","user_name":"bom@x.example","display_name":"B"}],"virtual_keys":[{"id":"vk-ci-bot","name":"ci-bot"}]}""", written);
        await File.WriteAllTextAsync(edit, """{"kind":"allowlist","virtual_key_id":"vk-ci-bot","set":[]}""", written);
        var done = await RunAsync("import", snapshot);
        var plan = await RunAsync("plan", edit);
        Assert.Equal((0, "", 0, ""), (done.Exit, done.Error, plan.Exit, plan.Error));
    }

    private Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(folder.FullName, arguments);
}
