/// The codings that a client takes (RFC 9110, section 12.5.3).
struct AcceptEncoding: Sendable {
  private let weights: [String: Int]

  /// - Parameter header: `nil` where the client sent none, which leaves the choice to us: the
  ///   plain form, since that is what every client can read.
  init(_ header: String?) {
    var weights: [String: Int] = [:]
    for element in (header ?? "").split(separator: ",") {
      let parts = element.split(separator: ";", omittingEmptySubsequences: false)
      let coding = parts[0].trimmed.lowercased()
      guard !coding.isEmpty else { continue }
      weights[coding] = parts.count > 1 ? Self.weight(parts[1]) : Self.greatestWeight
    }
    self.weights = weights
  }

  /// Whether gzip is taken, and no less gladly than the plain form.
  var prefersGzip: Bool {
    let gzip = weights["gzip"] ?? weights["x-gzip"] ?? weights["*"] ?? 0
    return gzip > 0 && gzip >= weights["identity"] ?? 0
  }

  private static let greatestWeight = 1000

  /// A weight in thousandths; 0 for what is no weight, so that nothing is sent by mistake.
  private static func weight(_ parameter: Substring) -> Int {
    let pair = parameter.split(separator: "=", omittingEmptySubsequences: false)
    guard pair.count == 2, pair[0].trimmed.lowercased() == "q" else { return 0 }
    let digits = pair[1].trimmed.split(separator: ".", omittingEmptySubsequences: false)
    let fraction = digits.count > 1 ? digits[1] : ""
    guard (1...2).contains(digits.count), fraction.utf8.count <= 3,
      fraction.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let thousandths = Int(fraction + String(repeating: "0", count: 3 - fraction.utf8.count))
    else { return 0 }
    switch digits[0] {
    case "0": return thousandths
    case "1": return thousandths == 0 ? greatestWeight : 0
    default: return 0
    }
  }
}

extension Substring {
  /// Without the blanks that HTTP allows around a value.
  fileprivate var trimmed: Substring {
    let start = drop { $0 == " " || $0 == "\t" }
    let end = start.lastIndex { $0 != " " && $0 != "\t" }
    return end.map { start[...$0] } ?? ""
  }
}
