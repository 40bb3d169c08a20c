/// The library that parses pages.
public enum PageLibrary {
    /// Such as `libxml2 20914`: 2.9.14, as the library itself writes it.
    public static var version: String { "libxml2 \(HTMLParser.version)" }
}
