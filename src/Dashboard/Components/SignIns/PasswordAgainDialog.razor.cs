using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Security;
using Gatehouse.Dashboard.Wording;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.SignIns;

/// <summary>Asks for the password before something that asks for it again.</summary>
public sealed partial class PasswordAgainDialog
{
    private string password = "";

    [Inject]
    public required PasswordAgain Again { get; set; }

    /// <summary>True: it was given and is right.</summary>
    public static async Task<bool> AskAsync(IDialogService dialogs)
    {
        var dialog = await dialogs.ShowAsync<PasswordAgainDialog>(SignInTexts.AgainTitle, Look.SmallDialog);
        return await dialog.Result is { Canceled: false };
    }

    private Task GiveAsync() => SaveAsync(
        async () =>
        {
            var answer = await Again.GiveAsync(password);
            password = "";
            if (answer is Knock.Right)
                Close();
            else
                Error = answer is Knock.Wait wait ? SignInWords.Text(SignInTexts.AgainWait, SignInWords.For(wait.For)) : SignInTexts.AgainWrong;
        },
        reference => SignInWords.Text(SignInTexts.AgainFailed, reference));
}
