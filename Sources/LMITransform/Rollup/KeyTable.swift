internal import LMIModel

/// Texts by number, in the order they were first met, found by the bytes of a cell without making a `String`.
///
/// Open addressing on ``ShortKey``; of a text over 16 bytes the whole is compared.
struct KeyTable: Sendable {
    private var keys: [ShortKey] = []
    /// The bytes of all texts, one after the other, and where each ends.
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    /// The number of a text and one more, or nought. A power of two long, never over half full.
    private var slots = [Int32](repeating: 0, count: 64)

    var count: Int { keys.count }

    init() {}

    /// A table of `texts` as cells write them, in their order.
    init(_ texts: some Sequence<String>) {
        for text in texts {
            let bytes = Array(text.utf8).flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] }
            _ = number(of: ShortKey(bytes.span, 0..<bytes.count), in: bytes.span, 0..<bytes.count)
        }
    }

    /// The number of the text in `range` of `cells`, whose key is `key`; nil where it is none of the table's.
    func find(_ key: ShortKey, in cells: borrowing Span<UInt8>, _ range: Range<Int>) -> Int? {
        var slot = start(key)
        while true {
            let number = Int(slots[slot]) - 1
            if number < 0 { return nil }
            if keys[number] == key, key.isWhole || isSame(number, cells, range) { return number }
            slot = (slot + 1) & (slots.count - 1)
        }
    }

    /// The number of the text in `range` of `cells`, which becomes one of the table's.
    mutating func number(of key: ShortKey, in cells: borrowing Span<UInt8>, _ range: Range<Int>) -> Int {
        if let known = find(key, in: cells, range) { return known }
        if keys.count * 2 >= slots.count { grow() }
        let number = keys.count
        keys.append(key)
        for place in range { bytes.append(cells[place]) }
        ends.append(bytes.count)
        insert(number)
        return number
    }

    /// For each text of `other`, its number here, where it is added if need be.
    mutating func adopt(_ other: KeyTable) -> [Int] {
        (0..<other.count).map { number(of: other.keys[$0], in: other.bytes.span, other.range($0)) }
    }

    /// A text, its doubled quotes undone.
    func text(_ number: Int) -> String {
        var plain: [UInt8] = []
        var isSecond = false
        for byte in bytes[range(number)] {
            isSecond = byte == 0x22 && !isSecond
            if !isSecond { plain.append(byte) }
        }
        return String(decoding: plain, as: UTF8.self)
    }

    private func range(_ number: Int) -> Range<Int> { (number == 0 ? 0 : ends[number - 1])..<ends[number] }

    private func isSame(_ number: Int, _ cells: borrowing Span<UInt8>, _ other: Range<Int>) -> Bool {
        let mine = range(number)
        guard mine.count == other.count else { return false }
        for place in 0..<mine.count where bytes[mine.lowerBound + place] != cells[other.lowerBound + place] {
            return false
        }
        return true
    }

    private func start(_ key: ShortKey) -> Int {
        var hash = (key.low ^ UInt64(key.length)) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash &>> 32
        hash = (hash ^ key.high) &* 0xD6E8_FEB8_6659_FD93
        hash ^= hash &>> 32
        return Int(truncatingIfNeeded: hash) & (slots.count - 1)
    }

    private mutating func insert(_ number: Int) {
        var slot = start(keys[number])
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = Int32(number + 1)
    }

    private mutating func grow() {
        slots = [Int32](repeating: 0, count: slots.count * 2)
        for number in keys.indices { insert(number) }
    }
}

/// Numbers pairs of numbers in the order they were first met.
///
/// One table a column makes one number of a row's group, however many columns there are.
struct PairTable: Sendable {
    private(set) var pairs: [(left: Int32, right: Int32)] = []
    private var slots = [Int32](repeating: 0, count: 64)

    mutating func number(of left: Int, _ right: Int) -> Int {
        let pair = (left: Int32(truncatingIfNeeded: left), right: Int32(truncatingIfNeeded: right))
        var slot = start(pair)
        while true {
            let number = Int(slots[slot]) - 1
            if number < 0 { break }
            if pairs[number] == pair { return number }
            slot = (slot + 1) & (slots.count - 1)
        }
        pairs.append(pair)
        slots[slot] = Int32(pairs.count)
        if pairs.count * 2 >= slots.count { grow() }
        return pairs.count - 1
    }

    private func start(_ pair: (left: Int32, right: Int32)) -> Int {
        let both = UInt64(UInt32(bitPattern: pair.left)) << 32 | UInt64(UInt32(bitPattern: pair.right))
        let hash = both &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: hash &>> 32) & (slots.count - 1)
    }

    private mutating func grow() {
        slots = [Int32](repeating: 0, count: slots.count * 2)
        for (number, pair) in pairs.enumerated() {
            var slot = start(pair)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(number + 1)
        }
    }
}
