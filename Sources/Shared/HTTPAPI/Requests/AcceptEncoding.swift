import HTTP

/// The content codings that a client accepts (RFC 9110, section 12.5.3).
package struct AcceptEncoding: Sendable {
  private let weights: [String: Int]
  private let isStated: Bool

  /// - Parameter header: `nil` if the client sent none, which means the plain form, since every
  ///   client can read it.
  package init(_ header: String?) {
    isStated = header != nil
    var weights: [String: Int] = [:]
    for element in (header ?? "").split(separator: ",") {
      let parts = element.split(separator: ";", omittingEmptySubsequences: false)
      let coding = parts[0].trimmedOfBlanks.lowercased()
      guard !coding.isEmpty else { continue }
      weights[coding] = parts.count > 1 ? Self.weight(parts[1]) : QualityWeight.maximum
    }
    self.weights = weights
  }

  /// Whether gzip is accepted with at least the weight of the plain form.
  package var prefersGzip: Bool { gzipWeight > 0 && gzipWeight >= weights["identity"] ?? 0 }

  /// Whether gzip is accepted at all. A client without the header accepts any coding.
  package var takesGzip: Bool { !isStated || gzipWeight > 0 }

  private var gzipWeight: Int { weights["gzip"] ?? weights["x-gzip"] ?? weights["*"] ?? 0 }

  /// A weight in thousandths; 0 if it is invalid, so that nothing is sent by mistake.
  private static func weight(_ parameter: Substring) -> Int {
    let pair = parameter.split(separator: "=", omittingEmptySubsequences: false)
    guard pair.count == 2, pair[0].trimmedOfBlanks.lowercased() == "q" else { return 0 }
    return QualityWeight.thousandths(pair[1].trimmedOfBlanks) ?? 0
  }
}
