import Hashing

/// The hash by which a player's row is recognised in another snapshot.
///
/// The first 128 bits of SHA-256 over the row's thirteen values in the order of `PlayerColumn`:
/// a number as unsigned LEB128 of its value plus one, a text as unsigned LEB128 of its length in
/// bytes plus one and then its UTF-8 bytes, a missing value as the single byte 0. Values are never
/// negative. The encoding is unambiguous, and short enough that most rows fit one block of SHA-256.
struct RecordHash: ~Copyable {
  /// How many digits stand for a row.
  static let digitCount = 32

  /// Room for the lengths and numbers of a row beside its texts.
  private static let reserve = 13 * 10

  private let hash: SHA256
  private var message: UnsafeMutableBufferPointer<UInt8>
  private var count = 0
  private let digest = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: SHA256.byteCount)

  init() throws(HashingError) {
    hash = try SHA256()
    message = .allocate(capacity: 1024)
  }

  deinit {
    message.deallocate()
    digest.deallocate()
  }

  @inline(__always)
  mutating func begin() { count = 0 }

  @inline(__always)
  mutating func addMissing() {
    message[count] = 0
    count += 1
  }

  @inline(__always)
  mutating func add(number: Int64) {
    addVariableLength(UInt64(bitPattern: number) &+ 1)
  }

  @inline(__always)
  mutating func add(text: UnsafeBufferPointer<UInt8>) {
    if count + text.count + Self.reserve > message.count { grow(by: text.count) }
    addVariableLength(UInt64(text.count) &+ 1)
    _ = message[count...].update(fromContentsOf: text)
    count += text.count
  }

  /// Writes the digits of the row that was added since `begin`.
  /// - Precondition: there is room for 32 bytes at `digits`.
  @inline(__always)
  func finish(into digits: UnsafeMutableRawPointer) throws(HashingError) {
    guard let start = digest.baseAddress else { return }
    try hash.digest(
      of: UnsafeRawBufferPointer(UnsafeMutableBufferPointer(rebasing: message[..<count])),
      into: start)
    let bytes = UnsafeRawPointer(start)
    for word in 0..<2 {
      let (first, second) = Hexadecimal.digits(
        ofBytes: bytes.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self))
      digits.storeBytes(of: first, toByteOffset: word * 16, as: UInt64.self)
      digits.storeBytes(of: second, toByteOffset: word * 16 + 8, as: UInt64.self)
    }
  }

  private mutating func grow(by textCount: Int) {
    let larger = UnsafeMutableBufferPointer<UInt8>.allocate(
      capacity: max(message.count * 2, count + textCount + 2 * Self.reserve))
    _ = larger.update(fromContentsOf: message)
    message.deallocate()
    message = larger
  }

  @inline(__always)
  private mutating func addVariableLength(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      message[count] = UInt8(truncatingIfNeeded: rest) | 0x80
      count += 1
      rest >>= 7
    }
    message[count] = UInt8(truncatingIfNeeded: rest)
    count += 1
  }
}
