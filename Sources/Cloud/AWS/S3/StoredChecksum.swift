import Bytes
import Compression
import HTTP
import HTTPClient
import Hashing

/// S3's checksum of an object, as in answers that request it.
///
/// For a multipart object it may be the hash of the parts' hashes. That can be recomputed only if
/// the length of the parts is known: our own uploads record it.
enum StoredChecksum: Hashable {
  case sha256(String)
  case sha256OfParts(String, Parts)
  case crc32(String)
  /// S3's checksum of an object that came without one.
  case crc64NVME(String)

  /// The sizes of an object's parts.
  struct Parts: Hashable {
    let count: Int
    /// The length of each part except the last.
    let byteCount: Int
  }

  /// Requests the checksum in the answer.
  static let request = (name: "x-amz-checksum-mode", value: "ENABLED")
  /// Records the length of the parts in the metadata of a multipart object.
  static let partBytesHeader = "x-amz-meta-part-bytes"

  /// - Returns: `nil` if there is no checksum that can be recomputed.
  init?(_ headers: HTTPFields) {
    let type = headers["x-amz-checksum-type"]
    let isOfParts = type == "COMPOSITE"
    if let text = headers["x-amz-checksum-sha256"] {
      let words = text.split(separator: "-", omittingEmptySubsequences: false)
      if words.count == 2 {
        guard let parts = Parts(count: words[1], headers) else { return nil }
        self = .sha256OfParts(String(words[0]), parts)
      } else {
        // Servers that omit the type may omit the number of parts too.
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

  /// Whether bytes certainly do not match the checksum.
  func rulesOut(_ bytes: SharedBytes) -> Bool {
    switch self {
    case .sha256(let text): return PayloadHash(of: [bytes]).base64 != text
    case .sha256OfParts(let text, let parts):
      guard let digests = parts.digests(of: bytes) else { return false }
      return PayloadHash(of: digests).base64 != text
    case .crc32(let text):
      return Self.base64(bytes.withUnsafeBytes { CRC32.checksum($0) }) != text
    case .crc64NVME(let text):
      return Self.base64(bytes.withUnsafeBytes { CRC64NVME.checksum($0) }) != text
    }
  }

  /// The bytes of a number, most significant first.
  private static func base64(_ number: some FixedWidthInteger) -> String {
    Base64.text(withUnsafeBytes(of: number.bigEndian) { Array($0) })
  }
}

extension StoredChecksum.Parts {
  fileprivate init?(count: Substring, _ headers: HTTPFields) {
    // S3's max number of parts.
    guard let count = Int(count), (1...10_000).contains(count),
      let byteCount = headers[StoredChecksum.partBytesHeader].flatMap({ Int($0) }), byteCount > 0
    else { return nil }
    self.init(count: count, byteCount: byteCount)
  }

  /// The SHA-256 of each part; `nil` if the number of parts differs. A copy of an object may have
  /// other parts and the same record, so nothing follows from it.
  fileprivate func digests(of bytes: SharedBytes) -> [SharedBytes]? {
    let (full, rest) = bytes.count.quotientAndRemainder(dividingBy: byteCount)
    guard full + (rest > 0 ? 1 : 0) == count else { return nil }
    var digests: [SharedBytes] = []
    for start in stride(from: 0, to: bytes.count, by: byteCount) {
      let part = bytes[start..<(start + min(byteCount, bytes.count - start))]
      digests.append(SharedBytes(PayloadHash(of: [part]).digest))
    }
    return digests
  }
}
