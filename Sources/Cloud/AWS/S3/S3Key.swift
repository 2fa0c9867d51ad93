/// The rules for names of objects in S3.
enum S3Key {
  static let longestByteCount = 1024

  /// - Parameter allowsEmptyParts: whether two slashes may follow each other.
  /// - Returns: what is wrong with a key; `nil` for a valid one.
  static func problem(with key: String, allowsEmptyParts: Bool = true) -> String? {
    guard !key.isEmpty else { return "a key is not empty" }
    guard key.utf8.count <= longestByteCount else {
      return "a key has at most \(longestByteCount) bytes"
    }
    for part in key.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      // Clients and proxies resolve such parts like relative paths and reach another object.
      guard !part.elementsEqual(".".utf8), !part.elementsEqual("..".utf8) else {
        return "no part of a key is . or .."
      }
      guard allowsEmptyParts || !part.isEmpty else { return "two slashes in a row" }
    }
    return nil
  }
}
