import HTTPClient

/// Names one write, in the object's metadata: by it a write whose answer got lost is known again.
///
/// Neither the ETag nor a checksum can do that: another writer may have written the same bytes.
struct WriteID: Hashable {
  static let header = "x-amz-meta-write-id"

  /// 32 hex digits.
  let text: String

  init() {
    let digits = String(UInt128.random(in: .min ... .max), radix: 16)
    text = String(repeating: "0", count: 32 - digits.count) + digits
  }

  func isIn(_ headers: HTTPHeaders) -> Bool { headers[Self.header] == text }
}
