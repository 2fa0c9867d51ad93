internal import JSON

extension JSONRowSource {
  /// Whether a row is an object without a value in it.
  func isBlank(_ row: Range<Int>) -> Bool {
    var scanner = JSONScanner(
      text, at: row.lowerBound, depthLimit: limits.jsonDepth, readsNaN: true)
    guard (try? scanner.next()) == .beginObject else { return false }
    while let token = try? scanner.next() {
      switch token {
      case .key, .null: continue
      case .string(let string):
        let content = UnsafeRawBufferPointer(rebasing: text[string.range])
        if !content.trimmingBlanks().isEmpty { return false }
      case .endObject: return true
      default: return false
      }
    }
    return false
  }
}
