/// The library that fetches, for the records of runs.
public enum FetchLibrary {
    /// Its version and those of the libraries under it, such as `libcurl/7.88.1 OpenSSL/3.0.17 …`.
    public static var version: String { CurlTransfers.version }
}
