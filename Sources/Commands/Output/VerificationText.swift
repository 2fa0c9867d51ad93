import Datasets
import SnapshotIngestion
import UploadReading

/// The results of a verification, in words for an operator.
enum VerificationText {
  /// One line per snapshot, lines for differences, and a summary.
  static func lines(_ verified: [VerifiedSnapshot]) -> [String] {
    (verified.flatMap(lines) + [summary(verified)]).map(Terminal.printable)
  }

  private static func lines(_ verified: VerifiedSnapshot) -> [String] {
    let rebuilding = verified.rebuilding
    let snapshot = "kingdom \(rebuilding.snapshot.kingdom), \(rebuilding.snapshot.date)"
    return ["\(snapshot): \(sentence(rebuilding.curated))"]
      + (verified.differences.map(lines) ?? []) + rebuilding.uploads.flatMap(lines)
  }

  private static func sentence(_ curated: RebuiltSnapshot.Curated) -> String {
    switch curated {
    case .unchanged(let origin): "matches its upload, \(players(origin.players))"
    case .restored(let origin): "missing; it can be rebuilt from \(origin.raw)"
    case .replaced(let origin): "differs from its upload \(origin.raw)"
    case .leftAlone(.newerUpload):
      "cannot be verified: it is newer than every usable upload in raw/"
    case .leftAlone(.nothingAcceptable):
      "cannot be verified: raw/ has no usable upload of it"
    case .leftAlone(.nothingExpected): "no snapshot: no upload of it was accepted"
    }
  }

  private static func lines(_ differences: SnapshotDifferences) -> [String] {
    if let reason = differences.unreadable { return ["  unreadable  \(reason)"] }
    if differences.isOfBytesAlone { return ["  bytes       the same players, encoded differently"] }
    var lines = differences.metadata.map { "  metadata    \(sentence($0))" }
    lines += sample("missing", differences.missing) + sample("unexpected", differences.unexpected)
    lines += sample("changed", differences.changed)
    lines += differences.cells.map { "              \($0.id), \(sentence($0.value))" }
    return lines
  }

  private static func sentence(_ value: SnapshotDifferences.Value) -> String {
    "\(value.key): found \(quoted(value.found)), expected \(quoted(value.expected))"
  }

  private static func quoted(_ text: String?) -> String {
    guard let text else { return "nothing" }
    return text.count > 80 ? "\"\(text.prefix(80))…\"" : "\"\(text)\""
  }

  private static func sample(
    _ word: String, _ sample: SnapshotDifferences.PlayerSample
  ) -> [String] {
    if sample.count == 0 { return [] }
    let ids = sample.ids.map { "\($0)" }.joined(separator: ", ")
    let more = sample.count > sample.ids.count ? ", …" : ""
    let label = word + String(repeating: " ", count: 12 - word.count)
    return ["  \(label)\(players(sample.count)): \(ids)\(more)"]
  }

  private static func lines(_ upload: RebuiltUpload) -> [String] {
    switch upload.outcome {
    case .damaged(let found, let expected):
      return ["  damaged     \(upload.raw): found SHA-256 \(found), expected \(expected)"]
    case .lost: return ["  lost        \(upload.raw): its report names it, but it is missing"]
    case .pending: return ["  pending     \(upload.raw): recent and without a report"]
    case .refused(let rejection, _) where upload.wasAccepted == true:
      return [
        "  refused     \(upload.raw): accepted before, now found \(rejection.found), "
          + "expected \(rejection.expected)"
      ]
    case .accepted, .refused: return report(upload)
    }
  }

  private static func report(_ upload: RebuiltUpload) -> [String] {
    switch upload.report?.change {
    case .restored?: ["  report      \(upload.raw) has no report"]
    case .replaced?: ["  report      \(upload.raw) has a report that differs"]
    case .unchanged?, nil: []
    }
  }

  private static func players(_ count: Int) -> String {
    "\(count) \(count == 1 ? "player" : "players")"
  }

  private static func summary(_ verified: [VerifiedSnapshot]) -> String {
    let wrong = verified.count { !$0.isAsItShouldBe }
    let snapshots = "\(verified.count) \(verified.count == 1 ? "snapshot" : "snapshots")"
    let differ = wrong == 1 ? "differs from its upload" : "differ from their uploads"
    return wrong == 0
      ? "\(snapshots), all match their uploads"
      : "\(snapshots), \(wrong) \(differ): standings rebuild repairs what it can"
  }
}
