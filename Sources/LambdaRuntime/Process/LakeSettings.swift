/// Where a function's lake is, read from its environment.
package struct LakeSettings: Hashable, Sendable {
  /// `LAKE_BUCKET`.
  package let bucket: String
  /// `LAKE_PREFIX`, the lake's place in the bucket: empty, or ending in `/`.
  package let prefix: String

  /// - Throws: `FunctionFailure`, which names the variable.
  package init(_ settings: FunctionSettings) throws(FunctionFailure) {
    bucket = try settings.required("LAKE_BUCKET", expected: "the name of a bucket")
    prefix =
      try settings.value("LAKE_PREFIX", expected: "a prefix such as season-3, without empty parts")
    {
      Self.prefix($0)
    } ?? ""
  }

  /// A prefix ends in one slash, whether it was written or not.
  private static func prefix(_ text: String) -> String? {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let named = parts.last?.isEmpty == true ? parts.dropLast() : parts[...]
    guard !named.isEmpty, named.allSatisfy({ !$0.isEmpty }) else { return nil }
    return named.map { String(decoding: $0, as: UTF8.self) + "/" }.joined()
  }
}
