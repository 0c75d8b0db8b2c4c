using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.VirtualKeys;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Assign;

/// <summary>The second step: which clients are granted, with which tools, and which are revoked.</summary>
public sealed partial class WhatStep
{
    private const int Size = 25;
    private Paged<ClientChoice>? page;
    private int number = 1;
    private string search = "";

    [Inject]
    public required AssignSession Session { get; set; }

    [Inject]
    public required ChoiceQueries Choices { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Parameter]
    public string? Filter { get; set; }

    [Parameter]
    public EventCallback OnPicked { get; set; }

    private string TotalWords => page is null ? "" : AssignWords.Count(page.Total, AssignTexts.Client, AssignTexts.Clients);

    private string BarWords => AssignWords.What(Session) is { Length: > 0 } words ? $"{words}." : AssignTexts.TickOne;

    protected override Task OnInitializedAsync() => ReadAsync();

    private Task TypeAsync(string text)
    {
        (search, number) = (text, 1);
        return ReadAsync();
    }

    private void Next() => Navigation.NavigateTo(Links.AssignAt("review", Filter));

    private Task TurnAsync(int to)
    {
        number = to;
        return ReadAsync();
    }

    private async Task ReadAsync()
    {
        var (text, window) = (search, new Window((number - 1) * Size, Size));
        await Loading.ReadAsync(() => Choices.ClientsAsync(text, window), found => page = found);
    }

    private Task AssignAsync((string Id, AssignedClient? Client) pick)
    {
        Session.Assign(pick.Id, pick.Client);
        return OnPicked.InvokeAsync();
    }
}
