using System.Security.Claims;
using Gatehouse.Data.SignIns;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Gatehouse.Dashboard.Security;

/// <summary>Who has a page open, for as long as their sign-in counts: once it is over the page is nobody's, and says so.</summary>
internal sealed class SignedInPage : ServerAuthenticationStateProvider, IDisposable
{
    private static readonly Task<AuthenticationState> Nobody = Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity())));
    private readonly SignInStore store;
    private readonly SignInWatch watch;
    private readonly SignInUses uses;
    private bool isCleared;

    public SignedInPage(SignInStore store, SignInWatch watch, SignInUses uses)
    {
        (this.store, this.watch, this.uses) = (store, watch, uses);
        AuthenticationStateChanged += Look;
    }

    /// <summary>Asks the tables whether the sign-in counts: what was ended a moment ago writes nothing any more.</summary>
    public async Task<bool> StandsAsync()
    {
        if ((await GetAuthenticationStateAsync()).User.SignIn() is not { } signIn)
            return false;
        if ((await store.StandingAsync([signIn.Id])).Count > 0)
            return true;
        End();
        return false;
    }

    /// <summary>The same for an event of the page, which also says that somebody is there. While the database cannot be asked the page goes on: what it writes asks again.</summary>
    public async Task<bool> GoesOnAsync()
    {
        if (isCleared)
            return true;
        if ((await GetAuthenticationStateAsync()).User.SignIn() is { } signIn)
            uses.Note(signIn.Id);
        try
        {
            return await StandsAsync();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return true;
        }
    }

    /// <summary>Nothing of the page is left. What the browser answers to its end may come through: without it the circuit would wait, and then fail.</summary>
    public void Clear() => isCleared = true;

    public void Dispose()
    {
        AuthenticationStateChanged -= Look;
        watch.Forget(this);
    }

    // async void, as an event's handler is; what it awaits is there already.
    private async void Look(Task<AuthenticationState> state)
    {
        if ((await state).User.SignIn() is { } signIn)
            watch.Watch(this, signIn.Id, End);
    }

    private void End()
    {
        watch.Forget(this);
        SetAuthenticationState(Nobody);
    }
}

/// <summary>No event reaches a page whose sign-in is over.</summary>
internal sealed class SignedInCircuit(SignedInPage page) : CircuitHandler
{
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async activity =>
    {
        if (await page.GoesOnAsync())
            await next(activity);
    };
}
