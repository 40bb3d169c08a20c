internal import CCurl
internal import LMIFiles
internal import LMIModel

/// One libcurl handle and one request with it.
///
/// The only file that calls libcurl: no handle, option or result code leaves it. The handle is noncopyable,
/// so it is freed once, when its owner ends.
@safe struct CurlTransfer: ~Copyable {
    private let easy: UnsafeMutableRawPointer
    private let url: SourceURL

    /// - Throws: ``Diagnostic`` when memory is out.
    init(_ url: SourceURL) throws(Diagnostic) {
        guard Self.started == CURLE_OK, let easy = unsafe curl_easy_init() else {
            throw Diagnostic(
                .error, .internal, at: .file(url.description), "libcurl could not start",
                mend: "free some memory, then run again")
        }
        unsafe self.easy = easy
        self.url = url
    }

    deinit { unsafe curl_easy_cleanup(easy) }

    /// libcurl's start, which must come once and before all threads' transfers.
    private static let started = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

    /// Closes what libcurl leaves open by default: other protocols, redirects, waiting for ever, names and
    /// passwords from files, proxies from the environment, answers without headers.
    func configure(_ fetch: Fetch) throws(Diagnostic) {
        let protocols = fetch.allowLoopback ? "https,http" : "https"
        try set(CURLOPT_URL, url.text)
        try set(CURLOPT_PROTOCOLS_STR, protocols)
        try set(CURLOPT_REDIR_PROTOCOLS_STR, "https")
        try set(CURLOPT_FOLLOWLOCATION, 0)
        try set(CURLOPT_MAXREDIRS, 0)
        try set(CURLOPT_HTTPGET, 1)
        try set(CURLOPT_HTTP09_ALLOWED, 0)
        try set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        try set(CURLOPT_NETRC, 0)
        try set(CURLOPT_PROXY, "")
        try set(CURLOPT_USERAGENT, fetch.userAgent)
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        try set(CURLOPT_HTTP_CONTENT_DECODING, 0)
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_CONNECTTIMEOUT_MS, fetch.limits.connectMilliseconds)
        try set(CURLOPT_TIMEOUT_MS, fetch.limits.totalMilliseconds)
        try set(CURLOPT_LOW_SPEED_LIMIT, 100)
        try set(CURLOPT_LOW_SPEED_TIME, fetch.limits.idleSeconds)
        // Before 8.4 this looks at the length the server promises, and at nothing else: the bytes are counted.
        try check(unsafe lmi_curl_set_size(easy, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(fetch.limits.bytes)))
    }

    /// Sends the request and appends what comes to `file`, for as long as it is what was asked for.
    func perform(_ file: inout GrowingFile, _ fetch: Fetch) throws(Diagnostic) -> Fetch.Answer {
        let answer = unsafe try withUnsafeMutablePointer(to: &file) {
            file throws(Diagnostic) -> Fetch.Answer in
            var listener = unsafe CurlListener(
                easy: easy, file: file, limit: fetch.limits.bytes, allowLoopback: fetch.allowLoopback)
            return unsafe try withUnsafeMutablePointer(to: &listener) { listener throws(Diagnostic) in
                unsafe try listen(listener)
                let code = unsafe curl_easy_perform(easy)
                var answer = unsafe listener.pointee.answer
                answer.status = unsafe lmi_curl_get_long(easy, CURLINFO_RESPONSE_CODE)
                answer.contentType = text(CURLINFO_CONTENT_TYPE) ?? ""
                answer.failure = failure(code)
                if code == CURLE_FILESIZE_EXCEEDED { answer.isTooLong = true }
                return answer
            }
        }
        return answer
    }

    private func listen(_ listener: UnsafeMutablePointer<CurlListener>) throws(Diagnostic) {
        unsafe try check(lmi_curl_set_listener(easy, CURLOPT_WRITEDATA, listener))
        unsafe try check(lmi_curl_set_listener(easy, CURLOPT_HEADERDATA, listener))
        unsafe try check(lmi_curl_set_listener(easy, CURLOPT_OPENSOCKETDATA, listener))
        unsafe try check(
            lmi_curl_set_receiver(easy, CURLOPT_WRITEFUNCTION) { bytes, size, count, listener in
                unsafe CurlListener.at(listener)?.pointee.body(bytes, size * count) ?? 0
            })
        unsafe try check(
            lmi_curl_set_receiver(easy, CURLOPT_HEADERFUNCTION) { bytes, size, count, listener in
                unsafe CurlListener.at(listener)?.pointee.header(bytes, size * count) ?? 0
            })
        unsafe try check(
            lmi_curl_set_opener(easy) { listener, _, address in
                unsafe CurlListener.at(listener)?.pointee.open(address) ?? CURL_SOCKET_BAD
            })
    }

    private func set(_ option: CURLoption, _ value: Int) throws(Diagnostic) {
        unsafe try check(lmi_curl_set_long(easy, option, value))
    }

    private func set(_ option: CURLoption, _ value: String) throws(Diagnostic) {
        unsafe try check(lmi_curl_set_text(easy, option, value))
    }

    private func check(_ code: CURLcode) throws(Diagnostic) {
        guard code != CURLE_OK else { return }
        throw Diagnostic(
            .error, .internal, at: .file(url.description), "libcurl refused a setting: \(words(code))",
            mend: "install the `libcurl4` package of Debian 12 or later")
    }

    private func text(_ info: CURLINFO) -> String? {
        unsafe lmi_curl_get_text(easy, info).map { unsafe String(cString: $0) }
    }

    private func failure(_ code: CURLcode) -> Fetch.Failure? {
        switch code {
        case CURLE_OK, CURLE_FILESIZE_EXCEEDED: nil
        case CURLE_COULDNT_RESOLVE_HOST: .noSuchName
        case CURLE_COULDNT_CONNECT: .unreachable(systemWords)
        case CURLE_OPERATION_TIMEDOUT: .tooSlow
        case CURLE_UNSUPPORTED_PROTOCOL: .other("it does not answer as a web server does")
        case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_RECV_ERROR: .cutShort
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE:
            .untrusted(words(code))
        default: .other(words(code))
        }
    }

    private func words(_ code: CURLcode) -> String {
        let words = unsafe String(cString: curl_easy_strerror(code))
        // "SSL connect error" keeps its capitals.
        let isName = words.dropFirst().first?.isUppercase == true
        return isName ? words : words.prefix(1).lowercased() + words.dropFirst()
    }

    private var systemWords: String {
        let code = unsafe lmi_curl_get_long(easy, CURLINFO_OS_ERRNO)
        guard code != 0 else { return words(CURLE_COULDNT_CONNECT) }
        var buffer = [CChar](repeating: 0, count: 128)
        unsafe lmi_curl_system_text(Int32(code), &buffer, buffer.count)
        let words = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return words.prefix(1).lowercased() + words.dropFirst()
    }
}

/// What the callbacks of one request are handed.
@unsafe private struct CurlListener {
    let easy: UnsafeMutableRawPointer
    let file: UnsafeMutablePointer<GrowingFile>
    let limit: Int
    let allowLoopback: Bool
    var answer = Fetch.Answer()

    static func at(_ place: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<CurlListener>? {
        unsafe place?.assumingMemoryBound(to: CurlListener.self)
    }

    /// Takes a piece of the body. Any answer but its whole length ends the transfer.
    mutating func body(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
        guard unsafe lmi_curl_get_long(easy, CURLINFO_RESPONSE_CODE) == 200 else { return 0 }
        guard unsafe file.pointee.bytes + count <= limit else {
            unsafe answer.isTooLong = true
            return 0
        }
        let raw = unsafe UnsafeRawBufferPointer(start: bytes, count: count)
        let piece = unsafe raw.bindMemory(to: UInt8.self)
        do {
            unsafe try file.pointee.append(piece.span)
            return count
        } catch {
            unsafe answer.storageFault = error
            return 0
        }
    }

    mutating func header(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
        unsafe answer.headers.take(Array(UnsafeRawBufferPointer(start: bytes, count: count)))
        return unsafe answer.headers.isAcceptable ? count : 0
    }

    /// Opens a connection to an address that may be asked.
    mutating func open(_ address: UnsafeMutablePointer<curl_sockaddr>?) -> curl_socket_t {
        guard let address = unsafe address else { return CURL_SOCKET_BAD }
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = unsafe lmi_curl_address(address, &bytes)
        let server = InternetAddress(Array(bytes.prefix(Int(count))))
        guard unsafe allowLoopback ? server.isLoopback : server.isPublic else {
            unsafe answer.refusedAddress = true
            return CURL_SOCKET_BAD
        }
        return unsafe lmi_curl_socket(address)
    }
}
