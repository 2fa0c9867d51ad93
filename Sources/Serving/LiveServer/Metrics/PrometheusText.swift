/// Writes the text format of Prometheus, version 0.0.4.
struct PrometheusText {
  enum Kind: String { case counter, gauge, histogram }

  static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  private(set) var text = ""

  /// A metric with one value for each value of a label.
  mutating func metric(
    _ name: String, _ kind: Kind, _ help: String, by label: String,
    _ values: [(label: String, value: Int)]
  ) {
    begin(name, kind, help)
    for (value, number) in values {
      text += "\(name){\(label)=\"\(Self.escaped(value))\"} \(number)\n"
    }
  }

  mutating func metric(_ name: String, _ kind: Kind, _ help: String, _ value: Int) {
    begin(name, kind, help)
    text += "\(name) \(value)\n"
  }

  mutating func metric(_ name: String, _ help: String, _ histogram: Histogram) {
    begin(name, .histogram, help)
    var count = 0
    for (bound, number) in zip(histogram.bounds, histogram.counts) {
      count += number
      text += "\(name)_bucket{le=\"\(Self.text(of: bound))\"} \(count)\n"
    }
    count += histogram.counts.last ?? 0
    text += "\(name)_bucket{le=\"+Inf\"} \(count)\n"
    text += "\(name)_sum \(Self.text(of: histogram.sum))\n\(name)_count \(count)\n"
  }

  private mutating func begin(_ name: String, _ kind: Kind, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
  }

  /// The shortest text that reads back as the number.
  private static func text(of number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? "\(Int64(number))" : "\(number)"
  }

  private static func escaped(_ label: String) -> String {
    label.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\n", with: "\\n")
  }
}
