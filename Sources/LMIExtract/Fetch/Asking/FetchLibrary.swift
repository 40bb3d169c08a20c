/// The library that fetches, for the records of runs.
public enum FetchLibrary {
    /// Its version and that of the library of its TLS, such as `libcurl/7.88.1 OpenSSL/3.0.17`.
    ///
    /// Taken apart, since `curl_version()` would wake every library under libcurl, down to LDAP's, for a line of a record.
    public static var version: String { CurlTransfers.version }
}
