internal import CCurl
internal import LMIModel

/// Transfers side by side over libcurl's multi interface, all on the thread that calls.
///
/// The only file that calls libcurl: no handle, option or result code leaves it. What to ask, when, and what to make of
/// an answer is decided elsewhere.
@safe final class CurlTransfers: TransferDriver {
    private let multi: UnsafeMutableRawPointer
    private let terms: TransferTerms
    private var transfers: [Int: CurlTransfer] = [:]

    /// libcurl's start, which must come once and before all threads' transfers.
    private static let started = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

    /// The versions of libcurl and of the library of its TLS, such as `libcurl/7.88.1 OpenSSL/3.0.17`.
    static var version: String {
        guard let info = unsafe curl_version_info(CURLVERSION_FIRST), let own = unsafe info.pointee.version,
            let tls = unsafe info.pointee.ssl_version
        else { return "libcurl" }
        return unsafe "libcurl/\(String(cString: own)) \(String(cString: tls))"
    }

    /// - Throws: ``Diagnostic`` when memory is out.
    init(_ terms: TransferTerms) throws(Diagnostic) {
        guard Self.started == CURLE_OK, let multi = unsafe curl_multi_init() else {
            throw CurlTransfer.noStart
        }
        unsafe self.multi = multi
        self.terms = terms
    }

    deinit {
        for transfer in transfers.values { unsafe curl_multi_remove_handle(multi, transfer.easy) }
        unsafe curl_multi_cleanup(multi)
    }

    func begin(_ order: TransferOrder, as id: Int) throws(Diagnostic) {
        let transfer = try CurlTransfer(order, terms)
        guard unsafe curl_multi_add_handle(multi, transfer.easy) == CURLM_OK else {
            throw CurlTransfer.noStart
        }
        transfers[id] = transfer
    }

    func wait(milliseconds: Int) throws(Diagnostic) -> [EndedTransfer] {
        var running: Int32 = 0
        // What was begun just now gets its first push before anything is waited for.
        var code = unsafe curl_multi_perform(multi, &running)
        var ended = harvest()
        if code == CURLM_OK, ended.isEmpty {
            code = unsafe curl_multi_poll(multi, nil, 0, Int32(clamping: milliseconds), nil)
            if code == CURLM_OK { code = unsafe curl_multi_perform(multi, &running) }
            ended = harvest()
        }
        guard code == CURLM_OK else {
            throw .library("libcurl could not go on: \(unsafe String(cString: curl_multi_strerror(code)))")
        }
        return ended
    }

    private func harvest() -> [EndedTransfer] {
        var ended: [EndedTransfer] = []
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(multi, &left) {
            let easy = unsafe message.pointee.easy_handle
            guard unsafe message.pointee.msg == CURLMSG_DONE,
                let id = transfers.first(where: { unsafe $0.value.easy == easy })?.key,
                let transfer = transfers[id]
            else { continue }
            let code = unsafe lmi_curl_result(message)
            end(id)
            ended.append(EndedTransfer(id: id, answer: transfer.answer(code)))
        }
        return ended
    }

    func progress(_ id: Int) -> TransferProgress { transfers[id]?.progress ?? TransferProgress() }

    func end(_ id: Int) {
        guard let transfer = transfers.removeValue(forKey: id) else { return }
        unsafe curl_multi_remove_handle(multi, transfer.easy)
    }
}

/// One request and the handle that carries it.
@safe private final class CurlTransfer {
    let easy: UnsafeMutableRawPointer
    private let words: UnsafeMutablePointer<CChar>
    private let headers: CurlTexts?
    private let servers: CurlTexts?
    private let receiver: AnswerReceiver

    static var noStart: Diagnostic { .library("libcurl could not start") }

    init(_ order: TransferOrder, _ terms: TransferTerms) throws(Diagnostic) {
        guard let easy = unsafe curl_easy_init() else { throw Self.noStart }
        unsafe self.easy = easy
        unsafe words = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        receiver = AnswerReceiver(order, terms)
        headers = order.headers.isEmpty ? nil : CurlTexts(order.headers)
        servers = terms.standIn.map { CurlTexts(["::127.0.0.1:\($0.port)"]) }
        try close(terms)
        try ask(order, terms)
        try listen()
    }

    deinit {
        unsafe curl_easy_cleanup(easy)
        unsafe words.deallocate()
    }

    /// Closes what libcurl leaves open by default: other protocols, redirects, names and passwords from files, proxies
    /// from the environment, answers without headers, waiting for a name service after the transfer was given up.
    private func close(_ terms: TransferTerms) throws(Diagnostic) {
        try set(CURLOPT_PROTOCOLS_STR, terms.allowsPlain ? "https,http" : "https")
        try set(CURLOPT_REDIR_PROTOCOLS_STR, "https")
        try set(CURLOPT_FOLLOWLOCATION, 0)
        try set(CURLOPT_MAXREDIRS, 0)
        try set(CURLOPT_HTTPAUTH, 0)
        try set(CURLOPT_HTTP09_ALLOWED, 0)
        try set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        try set(CURLOPT_NETRC, 0)
        try set(CURLOPT_PROXY, "")
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        try set(CURLOPT_HTTP_CONTENT_DECODING, 0)
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_QUICK_EXIT, 1)
    }

    private func ask(_ order: TransferOrder, _ terms: TransferTerms) throws(Diagnostic) {
        try set(CURLOPT_URL, order.url.text)
        try set(CURLOPT_HTTPGET, 1)
        // One way of framing answers, which is the one that the tests of broken answers cover.
        try set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        try set(CURLOPT_USERAGENT, terms.userAgent)
        // The deadlines are the scheduler's; libcurl shares the time to connect out among a name's addresses.
        try set(CURLOPT_CONNECTTIMEOUT_MS, terms.connectMilliseconds)
        try set(CURLOPT_TIMEOUT_MS, terms.totalMilliseconds)
        // Before 8.4 this looks at the length the server promises, and at nothing else: the bytes are counted.
        try check(unsafe lmi_curl_set_size(easy, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(order.mostBytes)))
        if let headers { unsafe try check(lmi_curl_set_list(easy, CURLOPT_HTTPHEADER, headers.list)) }
        if let servers { unsafe try check(lmi_curl_set_list(easy, CURLOPT_CONNECT_TO, servers.list)) }
        if let standIn = terms.standIn {
            try set(CURLOPT_CAINFO, standIn.authority)
            try check(unsafe lmi_curl_set_text(easy, CURLOPT_CAPATH, nil))
        }
    }

    private func listen() throws(Diagnostic) {
        let place = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe try check(lmi_curl_set_words(easy, words))
        for option in [CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_OPENSOCKETDATA] {
            unsafe try check(lmi_curl_set_listener(easy, option, place))
        }
        unsafe try check(
            lmi_curl_set_receiver(easy, CURLOPT_WRITEFUNCTION) { bytes, size, count, place in
                unsafe CurlTransfer.at(place)?.body(bytes, size * count) ?? 0
            })
        unsafe try check(
            lmi_curl_set_receiver(easy, CURLOPT_HEADERFUNCTION) { bytes, size, count, place in
                unsafe CurlTransfer.at(place)?.header(bytes, size * count) ?? 0
            })
        unsafe try check(
            lmi_curl_set_opener(easy) { place, _, address in
                unsafe CurlTransfer.at(place)?.open(address) ?? CURL_SOCKET_BAD
            })
    }

    private static func at(_ place: UnsafeMutableRawPointer?) -> CurlTransfer? {
        unsafe place.map { unsafe Unmanaged<CurlTransfer>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Takes a piece of the body. Any answer but its whole length ends the transfer.
    private func body(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
        let raw = unsafe UnsafeRawBufferPointer(start: bytes, count: count)
        let piece = unsafe raw.bindMemory(to: UInt8.self)
        return unsafe receiver.body(piece.span, status: status) ? count : 0
    }

    private func header(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
        receiver.header(unsafe Array(UnsafeRawBufferPointer(start: bytes, count: count))) ? count : 0
    }

    /// Opens a connection to an address that may be asked.
    private func open(_ address: UnsafeMutablePointer<curl_sockaddr>?) -> curl_socket_t {
        guard let address = unsafe address else { return CURL_SOCKET_BAD }
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = unsafe lmi_curl_address(address, &bytes)
        guard receiver.mayAsk(InternetAddress(Array(bytes.prefix(Int(count))))) else {
            return CURL_SOCKET_BAD
        }
        return unsafe lmi_curl_socket(address)
    }

    private var status: Int { unsafe lmi_curl_get_long(easy, CURLINFO_RESPONSE_CODE) }

    private var isConnected: Bool { unsafe lmi_curl_get_size(easy, CURLINFO_PRETRANSFER_TIME_T) > 0 }

    var progress: TransferProgress {
        TransferProgress(isConnected: isConnected, bytes: receiver.bytes)
    }

    /// What came, once the transfer is done.
    func answer(_ code: CURLcode) -> RawAnswer { receiver.finish(status: status, failure(code)) }

    private func set(_ option: CURLoption, _ value: Int) throws(Diagnostic) {
        unsafe try check(lmi_curl_set_long(easy, option, value))
    }

    private func set(_ option: CURLoption, _ value: String) throws(Diagnostic) {
        unsafe try check(lmi_curl_set_text(easy, option, value))
    }

    private func check(_ code: CURLcode) throws(Diagnostic) {
        guard code != CURLE_OK else { return }
        throw .library("libcurl refused a setting: \(Self.words(code))")
    }

    private func failure(_ code: CURLcode) -> TransferFailure? {
        switch code {
        case CURLE_OK: nil
        case CURLE_FILESIZE_EXCEEDED: .tooLong
        case CURLE_COULDNT_RESOLVE_HOST: .noSuchName
        case CURLE_COULDNT_CONNECT: .unreachable(systemWords)
        case CURLE_OPERATION_TIMEDOUT: .tooSlow(isConnected ? .total : .connect)
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY:
            .other("it does not answer as a web server does")
        case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR: .cutShort
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR:
            TransferFailure(
                verification: unsafe lmi_curl_get_long(easy, CURLINFO_SSL_VERIFYRESULT),
                detail: unsafe String(cString: words), words: Self.words(code))
        case CURLE_SSL_CACERT_BADFILE: .untrusted(.other(Self.words(code)))
        default: .other(Self.words(code))
        }
    }

    private static func words(_ code: CURLcode) -> String {
        let words = unsafe String(cString: curl_easy_strerror(code))
        // "SSL connect error" keeps its capitals.
        let isName = words.dropFirst().first?.isUppercase == true
        return isName ? words : words.prefix(1).lowercased() + words.dropFirst()
    }

    private var systemWords: String {
        let code = unsafe lmi_curl_get_long(easy, CURLINFO_OS_ERRNO)
        guard code != 0 else { return Self.words(CURLE_COULDNT_CONNECT) }
        var buffer = [CChar](repeating: 0, count: 128)
        unsafe lmi_curl_system_text(Int32(code), &buffer, buffer.count)
        let words = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return words.prefix(1).lowercased() + words.dropFirst()
    }
}

/// A list of texts as libcurl wants them, which it reads for as long as the request lasts.
@safe private final class CurlTexts {
    let list: UnsafeMutablePointer<curl_slist>?

    init(_ texts: [String]) {
        var list: UnsafeMutablePointer<curl_slist>?
        for text in texts { unsafe list = curl_slist_append(list, text) ?? list }
        unsafe self.list = list
    }

    deinit { unsafe curl_slist_free_all(list) }
}

extension ServerAddress {
    /// Takes `text` apart as libcurl will, so that the server that is checked is the one that is asked; nil when it is
    /// no address. `base` is the address that a relative one is seen from.
    init?(_ text: String, seenFrom base: String? = nil) {
        guard let parts = unsafe curl_url() else { return nil }
        defer { unsafe curl_url_cleanup(parts) }
        for address in [base, text] {
            guard let address else { continue }
            let flags = UInt32(CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE)
            guard unsafe curl_url_set(parts, CURLUPART_URL, address, flags) == CURLUE_OK else { return nil }
        }
        func part(_ part: CURLUPart, _ flag: Int32) -> String? {
            var found: UnsafeMutablePointer<CChar>?
            guard unsafe curl_url_get(parts, part, &found, UInt32(flag)) == CURLUE_OK,
                let bytes = unsafe found
            else { return nil }
            defer { unsafe curl_free(bytes) }
            return unsafe String(cString: bytes)
        }
        guard let whole = part(CURLUPART_URL, CURLU_NO_DEFAULT_PORT), let scheme = part(CURLUPART_SCHEME, 0),
            let host = part(CURLUPART_HOST, 0)
        else { return nil }
        self.init(
            text: whole, scheme: scheme.lowercased(), host: host.lowercased(),
            port: part(CURLUPART_PORT, CURLU_DEFAULT_PORT).flatMap(Int.init) ?? 0,
            hasUser: part(CURLUPART_USER, 0) != nil, path: part(CURLUPART_PATH, 0) ?? "/",
            query: part(CURLUPART_QUERY, 0) ?? "")
    }
}
