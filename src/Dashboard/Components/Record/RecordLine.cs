using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Reconciliation.Impact;
using Gatehouse.Dashboard.Operations;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.Changes;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Record;

/// <summary>One value of an event: what it was and what it is.</summary>
/// <param name="Label">The name of the field.</param>
/// <param name="Before">Struck through; null: nothing is said of before.</param>
/// <param name="After">Null: nothing is said of since.</param>
public sealed record ValueChange(string Label, string? Before, string? After);

/// <summary>A part of the second line of a change, in the colour of its move.</summary>
public sealed record MovedPart(string Text, string Class);

/// <summary>An entry of the record in words.</summary>
/// <param name="Icon">What kind of entry.</param>
/// <param name="Tone">The colour of the icon: accent for a change of access, warning for a refusal, else quiet.</param>
/// <param name="Lead">Begins the sentence, in bold; empty: nothing does.</param>
/// <param name="Text">The sentence.</param>
/// <param name="About">What it is about; null: nothing in particular.</param>
/// <param name="AboutHref">Its page.</param>
/// <param name="From">From where: the address of a sign-in, else page, API, command.</param>
public sealed record RecordLine(string Icon, string Tone, string Lead, string Text, string? About, string? AboutHref, string From)
{
    public IReadOnlyList<ValueChange> Values { get; init; } = [];

    public IReadOnlyList<MovedPart> Moved { get; init; } = [];

    /// <summary>Why, in the words of who committed it.</summary>
    public string? Reason { get; init; }

    public bool HasSecondLine => Values.Count > 0 || Moved.Count > 0 || Reason is not null;

    public static RecordLine Of(RecordItem item) => item.Change is { } change ? Of(change) : Of(item.Event!);

    /// <summary>The page of an object; null: it has none.</summary>
    public static string? HrefOf(ObjectKind? kind, string? id, RecordGroup group) => (kind, id) switch
    {
        (ObjectKind.VirtualKey, { } key) => Links.VirtualKey(key),
        (ObjectKind.McpClient, { } client) => Links.McpClient(client),
        (ObjectKind.AccessProfile, { } profile) => Links.AccessProfile(profile),
        (ObjectKind.User, { } user) => Links.Person(user),
        (ObjectKind.Group, { } members) => Links.Group(members),
        _ => group == RecordGroup.Settings ? Links.Settings : null,
    };

    private static RecordLine Of(ChangeItem change)
    {
        var moved = change.Moves.Made.Select(made => new MovedPart(ReviewWords.Format(MoveTexts.Of(made.Move).Past, made.Count), MoveLook.Class(made.Move))).ToArray();
        var title = RecordWords.Format(RecordTexts.Changed, change.Id);
        return new(Icons.Material.Outlined.History, "tone-accent", title, ReviewWords.Edit(change), title.TrimEnd(':'), Links.Change(change.Id), Words.Of(change.Origin))
        {
            Moved = moved.Length > 0 ? moved : [new(RecordTexts.NoCredential, "")],
            Reason = change.Reason,
        };
    }

    private static RecordLine Of(EventItem happened)
    {
        var isRefusal = happened.Action is RecordAction.SignInRefused or RecordAction.TokenRefused;
        var sentence = RecordWords.Sentence(happened.Action, happened.ObjectName);
        var isBold = happened.Group is RecordGroup.Objects or RecordGroup.Settings;
        return new(
            IconOf(happened), isRefusal ? "tone-warn" : "", isBold ? sentence : "", isBold ? "" : sentence,
            happened.ObjectName ?? (happened.Group == RecordGroup.Settings ? RecordTexts.SettingsLink : null),
            HrefOf(happened.ObjectKind, happened.ObjectId, happened.Group),
            happened.Group == RecordGroup.SignIns && happened.Address is { } address ? address : RecordWords.Of(happened.Origin))
        {
            Values =
            [
                .. happened.Before.Keys.Union(happened.After.Keys).Select(field => new ValueChange(
                    RecordWords.Field(field), happened.Before.TryGetValue(field, out var before) ? before ?? RecordTexts.None : null,
                    happened.After.TryGetValue(field, out var after) ? after ?? RecordTexts.None : null)),
            ],
        };
    }

    private static string IconOf(EventItem happened) => happened.Action switch
    {
        RecordAction.SignInRefused or RecordAction.TokenRefused => Icons.Material.Outlined.ErrorOutline,
        RecordAction.SignedIn => Icons.Material.Outlined.Login,
        RecordAction.KeyRotated => Icons.Material.Outlined.Autorenew,
        RecordAction.Exported => Icons.Material.Outlined.FileDownload,
        RecordAction.Imported or RecordAction.SampleLoaded => Icons.Material.Outlined.FileUpload,
        RecordAction.BackedUp => Icons.Material.Outlined.Save,
        RecordAction.FlowsPurged => Icons.Material.Outlined.DeleteSweep,
        _ => happened.Action.Split('.')[0] switch
        {
            "sign_in" => Icons.Material.Outlined.Logout,
            "key" or "token" => Icons.Material.Outlined.Key,
            "client" => Icons.Material.Outlined.Dns,
            "profile" => Icons.Material.Outlined.Layers,
            "user" or "group" or "account" => Icons.Material.Outlined.Groups,
            "settings" => Icons.Material.Outlined.Settings,
            _ => Icons.Material.Outlined.ReceiptLong,
        },
    };
}
