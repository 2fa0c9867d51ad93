import Datasets
import SnapshotIngestion
import UploadReading

/// The results of a rebuild, in words for an operator.
enum RebuildText {
  /// One line per snapshot, lines for notable findings, and a summary.
  static func lines(_ rebuilt: [RebuiltSnapshot]) -> [String] {
    (rebuilt.flatMap(lines) + [summary(rebuilt)]).map(Terminal.printable)
  }

  private static func lines(_ rebuilt: RebuiltSnapshot) -> [String] {
    let snapshot = "kingdom \(rebuilt.snapshot.kingdom), \(rebuilt.snapshot.date)"
    return ["\(snapshot): \(sentence(rebuilt.curated))"] + rebuilt.uploads.flatMap(lines)
  }

  private static func sentence(_ curated: RebuiltSnapshot.Curated) -> String {
    switch curated {
    case .unchanged(let origin): "unchanged, \(players(origin))"
    case .restored(let origin): "restored, \(players(origin)) from \(origin.raw)"
    case .replaced(let origin): "replaced, \(players(origin)) from \(origin.raw)"
    case .leftAlone(.newerUpload):
      "left alone: it is newer than every usable upload in raw/"
    case .leftAlone(.nothingAcceptable):
      "left alone: raw/ has no usable upload of it"
    case .leftAlone(.nothingExpected): "nothing to build: no upload of it was accepted"
    }
  }

  private static func players(_ origin: SnapshotOrigin) -> String {
    "\(origin.players) \(origin.players == 1 ? "player" : "players")"
  }

  private static func lines(_ upload: RebuiltUpload) -> [String] {
    switch upload.outcome {
    case .accepted(let report):
      return lines(report, of: upload)
    case .refused(let rejection, let report):
      // An upload that was rejected before as well is unchanged.
      guard upload.wasAccepted != false else { return lines(report, of: upload) }
      let before = upload.wasAccepted == true ? "accepted before, now " : ""
      let reason = "found \(rejection.found), expected \(rejection.expected)"
      return ["  refused   \(upload.raw): \(before)\(reason)"] + lines(report, of: upload)
    case .damaged(let found, let expected):
      return ["  damaged   \(upload.raw): found SHA-256 \(found), expected \(expected)"]
    case .lost:
      return ["  lost      \(upload.raw): its report names it, but it is missing"]
    case .pending:
      return [
        "  pending   \(upload.raw): recent and without a report: its event will write one"
      ]
    }
  }

  private static func lines(_ report: RebuiltReport, of upload: RebuiltUpload) -> [String] {
    var lines: [String] = []
    if upload.provenance == .derived {
      lines.append(
        "  derived   \(upload.raw): its exact time and run id were lost with its report")
    }
    if report.change != .unchanged {
      lines.append("  \(report.change.rawValue)  \(report.key)")
    }
    return lines
  }

  private static func summary(_ rebuilt: [RebuiltSnapshot]) -> String {
    let words = ["unchanged", "restored", "replaced", "left_alone"].compactMap { word in
      let count = rebuilt.count { $0.curated.word == word }
      return count == 0 ? nil : "\(count) \(word.replacing("_", with: " "))"
    }
    let snapshots = "\(rebuilt.count) \(rebuilt.count == 1 ? "snapshot" : "snapshots")"
    return words.isEmpty ? snapshots : "\(snapshots): \(words.joined(separator: ", "))"
  }
}
