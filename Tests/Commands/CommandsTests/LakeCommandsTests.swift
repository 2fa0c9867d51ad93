import Foundation
import Testing

@testable import Commands

/// `verify`, `rebuild` and `inspect`: what they print of a lake that is whole, and of one that is
/// not.
@Suite struct LakeCommandsTests {
  private func path(_ lake: CommandLake, _ key: String) -> URL {
    URL(filePath: "\(lake.lake)/\(key)")
  }

  private let curated = "curated/source=rok_players/kingdom=51/dt=2026-01-26/players.parquet"
  private let raw =
    "raw/source=rok_players/kingdom=51/dt=2026-01-26/run_ts=20260126T120000Z/players.csv"
  private let report =
    "reports/source=rok_players/kingdom=51/dt=2026-01-26/run_ts=20260126T120000Z/report.json"

  @Test func aLakeThatIsWholeIsVerifiedAndRebuiltAsItIs() async throws {
    try await withCommandLake { lake in
      try await lake.fill()
      let verified = await lake.run("verify")
      #expect(verified.code == .done)
      #expect(
        verified.output == """
          kingdom 51, 2026-01-19: matches its upload, 3 players
          kingdom 51, 2026-01-26: matches its upload, 3 players
          2 snapshots, all match their uploads

          """)
      let rebuilt = await lake.run("rebuild", "--kingdom", "51", "--date", "2026-01-26")
      #expect(rebuilt.code == .done)
      #expect(
        rebuilt.output == """
          kingdom 51, 2026-01-26: unchanged, 3 players
          1 snapshot: 1 unchanged

          """)
    }
  }

  @Test func aSnapshotThatIsMissingIsFoundAndRestored() async throws {
    try await withCommandLake { lake in
      try await lake.fill()
      let before = try Data(contentsOf: path(lake, curated))
      try FileManager.default.removeItem(at: path(lake, curated))
      let verified = await lake.run("verify", "--date", "2026-01-26")
      #expect(verified.code == .refused)
      #expect(
        verified.output == """
          kingdom 51, 2026-01-26: missing; it can be rebuilt from \(raw)
          1 snapshot, 1 differs from its upload: standings rebuild repairs what it can

          """)
      let rebuilt = await lake.run("rebuild", "--date", "2026-01-26")
      #expect(rebuilt.code == .done)
      #expect(rebuilt.output.hasPrefix("kingdom 51, 2026-01-26: restored, 3 players from \(raw)\n"))
      #expect(try Data(contentsOf: path(lake, curated)) == before)
    }
  }

  @Test func anUploadThatIsDamagedIsNamed() async throws {
    try await withCommandLake { lake in
      try await lake.fill()
      try Data("id\n1\n".utf8).write(to: path(lake, raw))
      for command in ["verify", "rebuild"] {
        let run = await lake.run(command, "--date", "2026-01-26")
        #expect(run.code == .refused)
        #expect(run.output.contains("damaged"))
        #expect(run.output.contains("\(raw): found SHA-256 "))
      }
      let json = await lake.run("verify", "--date", "2026-01-26", "--format", "json")
      #expect(json.output.hasPrefix(#"{"kingdom":51,"date":"2026-01-26","status":"differs""#))
      #expect(json.output.contains(#""status":"damaged""#))
    }
  }

  @Test func anUploadThatIsLostIsNamed() async throws {
    try await withCommandLake { lake in
      try await lake.fill()
      try FileManager.default.removeItem(at: path(lake, raw))
      let run = await lake.run("verify", "--date", "2026-01-26")
      #expect(run.code == .refused)
      #expect(run.output.contains("lost        \(raw): its report names it, but it is missing"))
    }
  }

  @Test func aReportThatIsMissingIsRestored() async throws {
    try await withCommandLake { lake in
      try await lake.fill()
      try FileManager.default.removeItem(at: path(lake, report))
      let run = await lake.run("rebuild", "--date", "2026-01-26", "--format", "json")
      #expect(run.code == .done)
      #expect(run.output.contains(#""curated":"unchanged""#))
      #expect(run.output.contains(#""report_change":"restored""#))
      #expect(FileManager.default.fileExists(atPath: path(lake, report).path()))
    }
  }

  @Test func otherWeightsReplaceASnapshot() async throws {
    try await withCommandLake { lake in
      let file = try lake.file("players.csv", "id,name,t4 kills,t5 kills,deaths\n7,Anna,1,2,3\n")
      _ = await lake.run("ingest", file, "--kingdom", "51", "--date", "2026-01-26")
      let run = await lake.run("rebuild", "--dkp-weights", "t4:1,t5:1,deaths:1")
      #expect(run.code == .done)
      #expect(run.output.hasPrefix("kingdom 51, 2026-01-26: replaced, 1 player from "))
      let board = await lake.run("top", "dkp", "--kingdom", "51", "--format", "csv")
      #expect(board.output.split(whereSeparator: \.isNewline).last == "1,7,Anna,,6")
    }
  }

  @Test func playersThatDifferAreNamed() async throws {
    try await withCommandLake { lake in
      try await lake.fill()
      let earlier = curated.replacing("01-26", with: "01-19")
      try FileManager.default.removeItem(at: path(lake, curated))
      try FileManager.default.copyItem(at: path(lake, earlier), to: path(lake, curated))
      let text = await lake.run("verify", "--date", "2026-01-26")
      #expect(text.code == .refused)
      #expect(text.output.hasPrefix("kingdom 51, 2026-01-26: differs from its upload \(raw)\n"))
      #expect(text.output.contains("\n  missing     1 player: 10\n"))
      #expect(text.output.contains("\n  unexpected  1 player: 9\n"))
      #expect(text.output.contains("\n  changed     2 players: 7, 8\n"))
      #expect(text.output.contains("7, power: found \"900\", expected \"1000\""))
      let json = await lake.run("verify", "--date", "2026-01-26", "--format", "json")
      #expect(json.output.contains(#""missing_players":{"count":1,"ids":[10]}"#))
      #expect(json.output.contains(#""unexpected_players":{"count":1,"ids":[9]}"#))
      let rebuilt = await lake.run("rebuild", "--date", "2026-01-26")
      #expect(rebuilt.output.contains("2026-01-26: replaced, 3 players from \(raw)\n"))
      #expect(await lake.run("verify").code == .done)
    }
  }

  @Test func aSnapshotThatCannotBeReadIsSaidSo() async throws {
    try await withCommandLake { lake in
      try await lake.fill()
      try Data("PAR1".utf8).write(to: path(lake, curated))
      let verified = await lake.run("verify", "--date", "2026-01-26")
      #expect(verified.code == .refused)
      #expect(verified.output.contains("\n  unreadable  "))
      let board = await lake.run("top", "power", "--kingdom", "51")
      #expect(board.code == .lakeUnreachable)
      #expect(board.messages.contains("kingdom 51, 2026-01-26, cannot be read: "))
    }
  }

  @Test func anUploadThatWasRefusedHasNoSnapshot() async throws {
    try await withCommandLake { lake in
      let file = try lake.file("players.csv", "name\nAnna\n")
      _ = await lake.run("ingest", file, "--kingdom", "51", "--date", "2026-01-26")
      let verified = await lake.run("verify")
      #expect(verified.code == .done)
      #expect(
        verified.output == """
          kingdom 51, 2026-01-26: no snapshot: no upload of it was accepted
          1 snapshot, all match their uploads

          """)
      let rebuilt = await lake.run("rebuild")
      #expect(rebuilt.code == .done)
      #expect(
        rebuilt.output == """
          kingdom 51, 2026-01-26: nothing to build: no upload of it was accepted
          1 snapshot: 1 left alone

          """)
    }
  }

  @Test func anEmptyLakeIsWhole() async throws {
    try await withCommandLake { lake in
      try await lake.fill()
      try FileManager.default.removeItem(at: path(lake, "raw"))
      try FileManager.default.removeItem(at: path(lake, "reports"))
      try FileManager.default.removeItem(at: path(lake, "curated"))
      for (command, summary) in [
        ("verify", "0 snapshots, all match their uploads\n"), ("rebuild", "0 snapshots\n"),
      ] {
        let run = await lake.run(command)
        #expect(run.code == .done)
        #expect(run.output == summary)
      }
    }
  }

  @Test(arguments: ["verify", "rebuild"])
  func aKingdomWithoutUploadsIsWrongUsage(command: String) async throws {
    try await withCommandLake { lake in
      try await lake.fill()
      let run = await lake.run(command, "--kingdom", "52")
      #expect(run.code == .wrongUsage)
      #expect(run.messages.contains("has no "))
    }
  }

  @Test func aParquetFileIsDescribed() async throws {
    try await withCommandLake { lake in
      try await lake.fill()
      let file = path(lake, curated).path()
      let text = await CommandRun(["inspect", file])
      #expect(text.code == .done)
      #expect(text.output.hasPrefix("3 rows in 1 row group, written by "))
      let row = text.output.split(separator: "\n").first { $0.hasPrefix("power ") }
      #expect(row?.split(separator: " ").suffix(2) == ["1000", "2500000"])
      let json = await CommandRun(["inspect", file, "--format", "json"])
      #expect(json.output.hasPrefix(#"{"rows":3,"row_groups":1,"#))
      #expect(json.output.contains(#""minimum":"1000","maximum":"2500000""#))
    }
  }

  @Test(
    arguments: [("a.parquet", .refused), (nil, .wrongUsage)] as [(String?, CommandExit.Code)])
  func aFileThatIsNotParquetIsRefused(name: String?, code: CommandExit.Code) async throws {
    try await withCommandLake { lake in
      let file = try name.map { try lake.file($0, "PAR1 is not enough") }
      let run = await CommandRun(["inspect", file ?? "\(lake.lake)/missing.parquet"])
      #expect(run.code == code)
      #expect(run.output.isEmpty && run.messages.hasPrefix("error: "))
    }
  }
}
