/// The version of this program, which every bundle and run record names.
public enum ToolVersion {
    public static let current = "0.1.0"
}
