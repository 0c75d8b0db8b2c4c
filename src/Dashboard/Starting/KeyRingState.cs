using Gatehouse.Dashboard.Configuration;
using Gatehouse.Data;
using Gatehouse.Data.Record;
using Gatehouse.Data.Secrets;
using Microsoft.Extensions.Options;

namespace Gatehouse.Dashboard.Starting;

/// <summary>Whether the key ring is the one that the stored secrets were protected with.</summary>
public sealed class KeyRingState(StoredSecrets secrets, SecretProtector protector, IOptions<DashboardOptions> options, TimeProvider clock)
{
    private const string PutBack =
        "Put back the key ring that belongs to it (a backup has both), or name its folder. If it is lost, start with --Secrets:StartWithoutKeys=true and enter anew what cannot be read.";

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);
    private long lookedAt;

    /// <summary>Kinds of stored secrets that it does not open, in words; none: all is well.</summary>
    public IReadOnlyList<string> Unreadable { get; private set; } = [];

    private string Ring => options.Value.Secrets.KeyRing;

    /// <summary>Before the keys are read, which makes one where there is none: whether there is a folder, with keys in it if any are wanted.</summary>
    /// <exception cref="SettingException">There is not.</exception>
    public static async Task CheckFolderAsync(DashboardOptions.SecretSettings settings, DashboardDbContext db)
    {
        var ring = settings.KeyRing;
        if (File.Exists(ring))
            throw new SettingException($"Secrets:KeyRing names {ring}, which is a file. Name a folder.");
        try
        {
            if (Directory.CreateDirectory(ring).EnumerateFiles("*.xml").Any() || settings.StartWithoutKeys)
                return;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"Secrets:KeyRing names {ring}, which cannot be used as a folder: {StartErrors.Words(error)}");
        }
        if (await StoredSecrets.AnyAsync(db))
            throw new SettingException($"Secrets:KeyRing names {ring}, which holds no keys, and so cannot read the secrets in the database. {PutBack}");
    }

    /// <summary>Tries a secret of each kind.</summary>
    /// <exception cref="SettingException">The folder cannot be used; or secrets cannot be read, and the settings do not say that the program starts all the same.</exception>
    public async Task CheckAsync()
    {
        try
        {
            await LookAsync(CancellationToken.None);
            if (Unreadable.Count > 0 && !options.Value.Secrets.StartWithoutKeys)
                throw new SettingException($"Secrets:KeyRing names {Ring}, whose keys cannot read the secrets in the database ({string.Join(", ", Unreadable)}). {PutBack}");
            protector.Protect("tried");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"Secrets:KeyRing names {Ring}, which cannot be used as a folder: {StartErrors.Words(error)}");
        }
        catch (Exception error) when (error is System.Xml.XmlException or FormatException)
        {
            throw new SettingException($"Secrets:KeyRing names {Ring}, in which a key is damaged: {StartErrors.Words(error)} Put back the key ring of a backup.");
        }
    }

    /// <summary>Looks again when something could not be read and some time has passed: it may have been entered anew.</summary>
    public async Task<bool> IsWholeAsync(CancellationToken cancellation)
    {
        if (Unreadable.Count > 0 && clock.GetElapsedTime(lookedAt) >= Fresh)
            await LookAsync(cancellation);
        return Unreadable.Count == 0;
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        lookedAt = clock.GetTimestamp();
        Unreadable = await secrets.UnreadableAsync(cancellation);
    }
}
