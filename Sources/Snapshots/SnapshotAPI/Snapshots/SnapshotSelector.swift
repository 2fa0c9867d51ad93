import HTTPAPI
import Time

/// The snapshot that a parameter selects.
enum SnapshotSelector: Equatable {
  case latest
  case date(CalendarDate)
  /// The one before another.
  case previous

  /// Whether it names a date, so that its answer seldom changes.
  var isDated: Bool {
    if case .date = self { true } else { false }
  }
}

extension QueryParameters {
  /// A parameter that selects a snapshot by date, or by a word.
  func snapshot(
    _ name: String, words: [String: SnapshotSelector]
  ) throws(ProblemDetails) -> SnapshotSelector? {
    let expected = (words.keys.sorted() + ["YYYY-MM-DD"]).joined(separator: " or ")
    return try value(name, expected: expected) { text in
      words[text] ?? CalendarDate(text).map { .date($0) }
    }
  }
}
