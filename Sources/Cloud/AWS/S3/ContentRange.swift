/// The range of an object in an answer: `bytes 0-499/1234` (RFC 9110, section 14.4).
struct ContentRange: Hashable {
  let range: Range<Int>
  /// The length of the whole object.
  let total: Int

  init?(_ text: String) {
    let words = text.split(separator: " ", maxSplits: 1)
    guard words.count == 2, words[0] == "bytes" else { return nil }
    let parts = words[1].split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let total = Int(parts[1]) else { return nil }
    let bounds = parts[0].split(separator: "-", omittingEmptySubsequences: false)
    guard bounds.count == 2, let first = Int(bounds[0]), let last = Int(bounds[1]),
      first >= 0, last >= first, last < total
    else { return nil }
    range = first..<(last + 1)
    self.total = total
  }
}
