
namespace Gatehouse.Dashboard.Configuration;

/// <summary>A setting is wrong; the message names it and says what to do. The program prints it and ends.</summary>
public sealed class SettingException(string message) : Exception(message);
