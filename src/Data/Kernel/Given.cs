namespace Gatehouse.Data.Kernel;

/// <summary>A value that was given, which may be none.</summary>
public readonly record struct Given<T>(T Value);
