namespace Gatehouse.Tests.Unit.Engines;

/// <summary>Files with secrets that are needed for a while: nobody else enters their folder, and nothing of them stays.</summary>
public sealed class WorkFolderTests
{
    [Fact]
    public void A_folder_of_a_process_that_lives_stays_and_what_a_killed_one_left_goes()
    {
        using var mine = new WorkFolder();
        File.WriteAllText(mine.File("config.db"), "secret");
        var left = Directory.CreateTempSubdirectory("gatehouse-work-");
        File.WriteAllText(Path.Combine(left.FullName, "alive"), "");
        File.WriteAllText(Path.Combine(left.FullName, "config.db"), "secret");

        WorkFolder.Sweep();

        Assert.Equal((true, false), (File.Exists(mine.File("config.db")), Directory.Exists(left.FullName)));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Directory.GetParent(mine.Path)!.FullName));
    }

    [Fact]
    public void What_is_disposed_is_gone()
    {
        var folder = new WorkFolder();
        File.WriteAllText(folder.File("config.db"), "secret");
        folder.Dispose();

        Assert.False(Directory.Exists(folder.Path));
    }
}
