using System.Data.Common;
using System.Net.Sockets;
using Gatehouse.Dashboard.Configuration;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Gatehouse.Dashboard.Starting;

/// <summary>Why the program could not start, in one line without a stack.</summary>
internal static class StartErrors
{
    /// <summary>The message of an error in one line, without what .NET adds behind it.</summary>
    public static string Words(Exception error)
    {
        var text = error is ArgumentException { ParamName: { } name } ? error.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : error.Message;
        return text.ReplaceLineEndings(" ").Trim();
    }

    /// <summary>What somebody who starts the program reads; null: it is a fault of the program, and its stack is wanted.</summary>
    public static string? Of(Exception error) => error switch
    {
        SettingException => error.Message,
        OptionsValidationException wrong => string.Join(Environment.NewLine, wrong.Failures),
        IOException { InnerException: AddressInUseException } => "The address is in use by another program. Stop that one, or start with another: --Urls=http://127.0.0.1:5090",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => "Urls names a port that this account may not open. Ports below 1024 are the system's: name a higher one.",
        SocketException => $"Urls names an address that cannot be opened: {Words(error)}.",
        // The binder of settings: it names the setting, and what it should be.
        InvalidOperationException { InnerException: FormatException or OverflowException or ArgumentException } => $"A setting has the wrong form. {Words(error)}",
        InvalidDataException or FormatException => $"The settings cannot be read. {Words(error)} {Words(error.GetBaseException())}",
        DbException => $"The database cannot be used: {Words(error)}",
        IOException or UnauthorizedAccessException => $"A file cannot be used: {Words(error)}",
        { InnerException: { } inner } and (AggregateException or InvalidOperationException) => Of(inner),
        _ => null,
    };
}
