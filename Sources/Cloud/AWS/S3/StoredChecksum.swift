import Bytes
import Compression
import HTTP
import HTTPClient
import Hashing

/// The checksum that S3 keeps of an object, as an answer tells it where it is asked to.
///
/// Of an object that was written in parts it may be the hash of the parts' hashes, and can be worked
/// out again only where the length of the parts is known: our own uploads note it.
enum StoredChecksum: Hashable {
  case sha256(String)
  case sha256OfParts(String, Parts)
  case crc32(String)
  /// What S3 keeps of an object that came without any.
  case crc64NVME(String)

  /// How an object was cut.
  struct Parts: Hashable {
    let count: Int
    /// The length of each but the last.
    let byteCount: Int
  }

  /// Has S3 tell the checksum of what it is asked for.
  static let request = (name: "x-amz-checksum-mode", value: "ENABLED")
  /// Notes the length of the parts in the metadata of an object that is written in parts.
  static let partBytesHeader = "x-amz-meta-part-bytes"

  /// - Returns: `nil` where nothing is told that could be worked out again.
  init?(_ headers: HTTPFields) {
    let type = headers["x-amz-checksum-type"]
    let isOfParts = type == "COMPOSITE"
    if let text = headers["x-amz-checksum-sha256"] {
      let words = text.split(separator: "-", omittingEmptySubsequences: false)
      if words.count == 2 {
        guard let parts = Parts(count: words[1], headers) else { return nil }
        self = .sha256OfParts(String(words[0]), parts)
      } else {
        // Servers that do not tell the type may leave out the number of the parts as well.
        guard !text.isEmpty, !isOfParts, type != nil || headers[Self.partBytesHeader] == nil
        else { return nil }
        self = .sha256(text)
      }
    } else if let text = Self.whole(headers["x-amz-checksum-crc64nvme"], isOfParts) {
      self = .crc64NVME(text)
    } else if let text = Self.whole(headers["x-amz-checksum-crc32"], isOfParts) {
      self = .crc32(text)
    } else {
      return nil
    }
  }

  private static func whole(_ text: String?, _ isOfParts: Bool) -> String? {
    guard let text, !text.isEmpty, !isOfParts, !text.utf8.contains(UInt8(ascii: "-")) else {
      return nil
    }
    return text
  }

  /// Whether some bytes are certainly not those that it was worked out of.
  /// - Throws: `HashingError`.
  func rulesOut(_ bytes: SharedBytes) throws(HashingError) -> Bool {
    switch self {
    case .sha256(let text): return try PayloadHash(of: [bytes]).base64 != text
    case .sha256OfParts(let text, let parts):
      guard let digests = try parts.digests(of: bytes) else { return false }
      return try PayloadHash(of: digests).base64 != text
    case .crc32(let text):
      return Self.base64(bytes.withUnsafeBytes { CRC32.checksum($0) }) != text
    case .crc64NVME(let text):
      return Self.base64(bytes.withUnsafeBytes { CRC64NVME.checksum($0) }) != text
    }
  }

  /// The bytes of a number, the highest first.
  private static func base64(_ number: some FixedWidthInteger) -> String {
    Base64.text(withUnsafeBytes(of: number.bigEndian) { Array($0) })
  }
}

extension StoredChecksum.Parts {
  fileprivate init?(count: Substring, _ headers: HTTPFields) {
    // S3 takes no more parts of one object.
    guard let count = Int(count), (1...10_000).contains(count),
      let byteCount = headers[StoredChecksum.partBytesHeader].flatMap({ Int($0) }), byteCount > 0
    else { return nil }
    self.init(count: count, byteCount: byteCount)
  }

  /// The SHA-256 of each part; `nil` where it would be another number of parts. Who copies an
  /// object may cut it anew and keep the note, and of that nothing can be said.
  fileprivate func digests(of bytes: SharedBytes) throws(HashingError) -> [SharedBytes]? {
    let (full, rest) = bytes.count.quotientAndRemainder(dividingBy: byteCount)
    guard full + (rest > 0 ? 1 : 0) == count else { return nil }
    var digests: [SharedBytes] = []
    for start in stride(from: 0, to: bytes.count, by: byteCount) {
      let part = bytes[start..<(start + min(byteCount, bytes.count - start))]
      digests.append(SharedBytes(try PayloadHash(of: [part]).digest))
    }
    return digests
  }
}
