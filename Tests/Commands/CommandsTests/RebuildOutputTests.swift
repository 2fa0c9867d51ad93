import DataLake
import Datasets
import JSON
import Testing
import Time
import UploadReading

@testable import Commands
@testable import SnapshotIngestion

/// What `rebuild` and `verify` print of each outcome, in text and in JSON.
@Suite struct RebuildOutputTests {
  static let folder = "source=rok_players/kingdom=51/dt=2026-01-26"
  static let run = "\(folder)/run_ts=20260126T120000Z"

  private static func origin(players: Int) throws -> SnapshotOrigin {
    SnapshotOrigin(
      raw: try LakeKey(parsing: "raw/\(run)/a.csv"), runID: "0123456789abcdef", players: players,
      dkpWeights: .standard)
  }

  private static func rebuilt(
    _ curated: RebuiltSnapshot.Curated, _ uploads: [RebuiltUpload] = []
  ) throws -> RebuiltSnapshot {
    RebuiltSnapshot(
      snapshot: try LakeKey(parsing: "raw/\(run)/a.csv").snapshot, curated: curated,
      uploads: uploads)
  }

  private static func upload(
    _ outcome: RebuiltUpload.Outcome, wasAccepted: Bool? = nil,
    knownFrom provenance: RunProvenance = .report
  ) throws -> RebuiltUpload {
    RebuiltUpload(
      raw: try LakeKey(parsing: "raw/\(run)/a.csv"), provenance: provenance, outcome: outcome,
      wasAccepted: wasAccepted)
  }

  private static func report(_ change: RebuiltReport.Change) throws -> RebuiltReport {
    RebuiltReport(key: try LakeKey(parsing: "reports/\(run)/report.json"), change: change)
  }

  private static let rejection = Rejection(.noRows, found: "a header alone", expected: "rows")

  /// An outcome of the curated object, and what both commands and their JSON say.
  struct Curated: CustomTestStringConvertible {
    let make: @Sendable () throws -> RebuiltSnapshot.Curated
    let rebuild: String
    let verify: String
    /// The members `curated` and `reason`.
    let rebuildJSON: String
    let verifyJSON: String
    let isAsItShouldBe: Bool

    var testDescription: String { rebuild }
  }

  static let curated = [
    Curated(
      make: { .unchanged(try origin(players: 1)) }, rebuild: "unchanged, 1 player",
      verify: "matches its upload, 1 player",
      rebuildJSON: #""curated":"unchanged","reason":null"#,
      verifyJSON: #""curated":"as_uploaded","reason":null"#, isAsItShouldBe: true),
    Curated(
      make: { .restored(try origin(players: 2)) },
      rebuild: "restored, 2 players from raw/\(run)/a.csv",
      verify: "missing; it can be rebuilt from raw/\(run)/a.csv",
      rebuildJSON: #""curated":"restored","reason":null"#,
      verifyJSON: #""curated":"missing","reason":null"#, isAsItShouldBe: false),
    Curated(
      make: { .replaced(try origin(players: 0)) },
      rebuild: "replaced, 0 players from raw/\(run)/a.csv",
      verify: "differs from its upload raw/\(run)/a.csv",
      rebuildJSON: #""curated":"replaced","reason":null"#,
      verifyJSON: #""curated":"differs","reason":null"#, isAsItShouldBe: false),
    Curated(
      make: { .leftAlone(.newerUpload) },
      rebuild: "left alone: it is newer than every usable upload in raw/",
      verify: "cannot be verified: it is newer than every usable upload in raw/",
      rebuildJSON: #""curated":"left_alone","reason":"newer_upload""#,
      verifyJSON: #""curated":"unverifiable","reason":"newer_upload""#, isAsItShouldBe: false),
    Curated(
      make: { .leftAlone(.nothingAcceptable) },
      rebuild: "left alone: raw/ has no usable upload of it",
      verify: "cannot be verified: raw/ has no usable upload of it",
      rebuildJSON: #""curated":"left_alone","reason":"nothing_acceptable""#,
      verifyJSON: #""curated":"unverifiable","reason":"nothing_acceptable""#,
      isAsItShouldBe: false),
    Curated(
      make: { .leftAlone(.nothingExpected) },
      rebuild: "nothing to build: no upload of it was accepted",
      verify: "no snapshot: no upload of it was accepted",
      rebuildJSON: #""curated":"left_alone","reason":"nothing_expected""#,
      verifyJSON: #""curated":"none","reason":"nothing_expected""#, isAsItShouldBe: true),
  ]

  @Test(arguments: curated)
  func eachOutcomeOfASnapshotHasItsSentence(outcome: Curated) throws {
    let rebuilt = try Self.rebuilt(outcome.make())
    #expect(RebuildText.lines([rebuilt])[0] == "kingdom 51, 2026-01-26: \(outcome.rebuild)")
    #expect(rebuilt.json.text.contains(outcome.rebuildJSON))
    let verified = VerifiedSnapshot(rebuilding: rebuilt, differences: nil)
    #expect(VerificationText.lines([verified])[0] == "kingdom 51, 2026-01-26: \(outcome.verify)")
    #expect(verified.json.text.contains(outcome.verifyJSON))
    let status = outcome.isAsItShouldBe ? "as_uploaded" : "differs"
    #expect(verified.json.text.contains(#""status":"\#(status)""#))
  }

  /// An outcome of an upload, and the lines below its snapshot.
  struct Upload: CustomTestStringConvertible {
    let make: @Sendable () throws -> RebuiltUpload
    let rebuild: [String]
    let verify: [String]
    /// The members from `status` to `was`.
    let json: String

    var testDescription: String { json }
  }

  static let uploads = [
    Upload(
      make: { try upload(.accepted(report(.unchanged)), wasAccepted: true) }, rebuild: [],
      verify: [], json: #""status":"accepted","found":null,"expected":null,"was":"accepted""#),
    Upload(
      make: { try upload(.accepted(report(.restored)), knownFrom: .derived) },
      rebuild: [
        "  derived   raw/\(run)/a.csv: its exact time and run id were lost with its report",
        "  restored  reports/\(run)/report.json",
      ],
      verify: ["  report      raw/\(run)/a.csv has no report"],
      json: #""status":"accepted","found":null,"expected":null,"was":null"#),
    Upload(
      make: { try upload(.accepted(report(.replaced)), wasAccepted: false) },
      rebuild: ["  replaced  reports/\(run)/report.json"],
      verify: ["  report      raw/\(run)/a.csv has a report that differs"],
      json: #""status":"accepted","found":null,"expected":null,"was":"refused""#),
    Upload(
      make: { try upload(.refused(rejection, report(.unchanged)), wasAccepted: false) },
      rebuild: [], verify: [],
      json: #""status":"refused","found":"a header alone","expected":"rows","was":"refused""#),
    Upload(
      make: { try upload(.refused(rejection, report(.replaced)), wasAccepted: true) },
      rebuild: [
        """
          refused   raw/\(run)/a.csv: accepted before, now found a header alone, expected rows
        """, "  replaced  reports/\(run)/report.json",
      ],
      verify: [
        """
          refused     raw/\(run)/a.csv: accepted before, now found a header alone, expected rows
        """
      ],
      json: #""status":"refused","found":"a header alone","expected":"rows","was":"accepted""#),
    Upload(
      make: { try upload(.refused(rejection, report(.restored))) },
      rebuild: [
        "  refused   raw/\(run)/a.csv: found a header alone, expected rows",
        "  restored  reports/\(run)/report.json",
      ],
      verify: ["  report      raw/\(run)/a.csv has no report"],
      json: #""status":"refused","found":"a header alone","expected":"rows","was":null"#),
    Upload(
      make: { try upload(.damaged(found: "aa", expected: "bb"), wasAccepted: true) },
      rebuild: ["  damaged   raw/\(run)/a.csv: found SHA-256 aa, expected bb"],
      verify: ["  damaged     raw/\(run)/a.csv: found SHA-256 aa, expected bb"],
      json: #""status":"damaged","found":"aa","expected":"bb","was":"accepted""#),
    Upload(
      make: { try upload(.lost, wasAccepted: true) },
      rebuild: ["  lost      raw/\(run)/a.csv: its report names it, but it is missing"],
      verify: ["  lost        raw/\(run)/a.csv: its report names it, but it is missing"],
      json: #""status":"lost","found":null,"expected":null,"was":"accepted""#),
    Upload(
      make: { try upload(.pending) },
      rebuild: [
        "  pending   raw/\(run)/a.csv: recent and without a report: its event will write one"
      ],
      verify: ["  pending     raw/\(run)/a.csv: recent and without a report"],
      json: #""status":"pending","found":null,"expected":null,"was":null"#),
  ]

  @Test(arguments: uploads)
  func eachOutcomeOfAnUploadHasItsLines(outcome: Upload) throws {
    let upload = try outcome.make()
    let rebuilt = try Self.rebuilt(.unchanged(Self.origin(players: 1)), [upload])
    #expect(Array(RebuildText.lines([rebuilt]).dropFirst().dropLast()) == outcome.rebuild)
    #expect(rebuilt.json.text.contains(outcome.json))
    let verified = VerifiedSnapshot(rebuilding: rebuilt, differences: nil)
    #expect(Array(VerificationText.lines([verified]).dropFirst().dropLast()) == outcome.verify)
    #expect(verified.json.text.contains(outcome.json))
  }

  @Test func theSummaryCountsTheSnapshotsOfEachKind() throws {
    let kinds: [RebuiltSnapshot.Curated] = [
      .replaced(try Self.origin(players: 1)), .unchanged(try Self.origin(players: 1)),
      .leftAlone(.newerUpload), .unchanged(try Self.origin(players: 1)),
    ]
    let rebuilt = try kinds.map { try Self.rebuilt($0) }
    #expect(
      RebuildText.lines(rebuilt).last == "4 snapshots: 2 unchanged, 1 replaced, 1 left alone")
    let verified = rebuilt.map { VerifiedSnapshot(rebuilding: $0, differences: nil) }
    #expect(
      VerificationText.lines(verified).last
        == "4 snapshots, 2 differ from their uploads: standings rebuild repairs what it can")
  }

  @Test func namesOfFilesCannotSteerATerminal() throws {
    let upload = RebuiltUpload(
      raw: try LakeKey(parsing: "raw/\(Self.run)/a\u{202E}b.csv"), provenance: .report,
      outcome: .lost, wasAccepted: true)
    let rebuilt = try Self.rebuilt(.leftAlone(.nothingAcceptable), [upload])
    let verified = VerifiedSnapshot(rebuilding: rebuilt, differences: nil)
    for lines in [RebuildText.lines([rebuilt]), VerificationText.lines([verified])] {
      #expect(lines.contains { $0.contains("/a\u{FFFD}b.csv: ") })
      #expect(!lines.joined().unicodeScalars.contains("\u{202E}"))
    }
  }
}

/// The differences of a snapshot that `verify` names.
@Suite struct DifferencesOutputTests {
  private func lines(_ differences: SnapshotDifferences) throws -> [String] {
    let verified = VerifiedSnapshot(
      rebuilding: RebuiltSnapshot(
        snapshot: try LakeKey(parsing: "raw/\(RebuildOutputTests.run)/a.csv").snapshot,
        curated: .leftAlone(.newerUpload), uploads: []), differences: differences)
    return Array(VerificationText.lines([verified]).dropFirst().dropLast())
  }

  private func sample(_ ids: some Sequence<Int64>) -> SnapshotDifferences.PlayerSample {
    var sample = SnapshotDifferences.PlayerSample()
    for id in ids { sample.add(id) }
    return sample
  }

  @Test func otherBytesWithTheSameContentAreSaidToBeThat() throws {
    let none = SnapshotDifferences()
    #expect(try lines(none) == ["  bytes       the same players, encoded differently"])
  }

  @Test func anUnreadableFileHasNoFurtherLines() throws {
    var differences = SnapshotDifferences()
    differences.unreadable = "no footer"
    differences.missing = sample([7])
    #expect(try lines(differences) == ["  unreadable  no footer"])
  }

  @Test func aSampleOfManyPlayersEndsInDots() throws {
    var differences = SnapshotDifferences()
    differences.unexpected = sample(1...10)
    differences.changed = sample(1...11)
    #expect(
      try lines(differences) == [
        "  unexpected  10 players: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10",
        "  changed     11 players: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, …",
      ])
  }

  @Test func valuesAreQuotedAndLongOnesCut() throws {
    var differences = SnapshotDifferences()
    differences.metadata = [
      .init(key: "run_id", found: nil, expected: "ab"),
      .init(key: "other", found: String(repeating: "x", count: 81), expected: nil),
      .init(key: "exact", found: String(repeating: "y", count: 80), expected: "\u{9B}"),
    ]
    let (cut, exact) = (String(repeating: "x", count: 80), String(repeating: "y", count: 80))
    #expect(
      try lines(differences) == [
        "  metadata    run_id: found nothing, expected \"ab\"",
        "  metadata    other: found \"\(cut)…\", expected nothing",
        "  metadata    exact: found \"\(exact)\", expected \"\u{FFFD}\"",
      ])
  }
}
