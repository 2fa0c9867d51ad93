import Foundation
import Storage
import Testing

@testable import Commands

/// `ingest` and `check`: what they print, and which exit code a file leads to.
@Suite struct UploadCommandsTests {
  @Test func anUploadIsReported() async throws {
    try await withCommandLake { lake in
      let file = try lake.file("players.csv", CommandLake.later)
      let run = await lake.run(
        "ingest", file, "--kingdom", "51", "--date", "2026-01-26", "--event-time",
        "2026-01-26T15:30:12Z")
      #expect(run.code == .done && run.messages.isEmpty)
      let key = "source=rok_players/kingdom=51/dt=2026-01-26"
      #expect(
        run.output == """
          \(file) accepted, 3 players
            read as   csv, comma, UTF-8
            columns   id, name, alliance, power, kills
            rows      3 of 3 accepted
            raw       raw/\(key)/run_ts=20260126T153012Z/players.csv
            curated   curated/\(key)/players.parquet
            report    reports/\(key)/run_ts=20260126T153012Z/report.json

          """)
    }
  }

  @Test func theFileTellsItsKingdomAndItsDate() async throws {
    try await withCommandLake { lake in
      let file = try lake.file("TOP300-2026-01-12-51.csv", CommandLake.later)
      let run = await lake.run("ingest", file)
      #expect(run.code == .done)
      #expect(run.output.contains("  kingdom   51, from "))
      #expect(run.output.contains("  date      2026-01-12, from "))
    }
  }

  @Test func aCheckWritesNothing() async throws {
    try await withCommandLake { lake in
      let file = try lake.file("players.csv", CommandLake.later)
      let run = await lake.run("check", file)
      #expect(run.code == .done)
      #expect(run.output.contains("  kingdom   not in the file: ingest needs --kingdom"))
      #expect(run.output.contains("  date      not in the file: ingest needs --date"))
      #expect(!FileManager.default.fileExists(atPath: lake.lake))
    }
  }

  @Test func aCheckIsJSONForScripts() async throws {
    try await withCommandLake { lake in
      let file = try lake.file("players.csv", CommandLake.later)
      let run = await lake.run("check", file, "--kingdom", "51", "--format", "json")
      #expect(
        run.output.hasPrefix(
          #"{"file":"\#(file)","kingdom":51,"kingdom_from":"the command line","#
            + #""date":null,"date_from":null,"#))
    }
  }

  @Test(arguments: [
    ("id,name\n7,Anna\n7,Bo\n", "refused"), ("name\nAnna\n", "refused"), ("", "refused"),
  ])
  func aFileThatIsRefusedIsSaidSo(content: String, word: String) async throws {
    try await withCommandLake { lake in
      let file = try lake.file("players.csv", content)
      for command in ["ingest", "check"] {
        let run = await lake.run(command, file, "--kingdom", "51", "--date", "2026-01-26")
        #expect(run.code == .refused)
        #expect(run.output.contains(word))
      }
    }
  }

  @Test func oneFileThatIsRefusedKeepsTheOthersFromNothing() async throws {
    try await withCommandLake { lake in
      let bad = try lake.file("bad.csv", "name\nAnna\n")
      let good = try lake.file("good.csv", CommandLake.later)
      let run = await lake.run("ingest", bad, good, "--kingdom", "51", "--date", "2026-01-26")
      #expect(run.code == .refused)
      #expect(run.output.contains("\(bad) refused: "))
      #expect(run.output.contains("\(good) accepted, 3 players"))
    }
  }

  @Test func aFileThatTellsNoKingdomNeedsOne() async throws {
    try await withCommandLake { lake in
      let file = try lake.file("players.csv", CommandLake.later)
      let run = await lake.run("ingest", file, "--date", "2026-01-26")
      #expect(run.code == .wrongUsage)
      #expect(
        run.messages == """
          error: \(file): neither the file's name nor its content gives the kingdom: use --kingdom

          """)
    }
  }

  @Test func aFileThatContradictsTheCommandLineIsRefused() async throws {
    try await withCommandLake { lake in
      let file = try lake.file("TOP300-2026-01-12-51.csv", CommandLake.later)
      let run = await lake.run("ingest", file, "--kingdom", "52")
      #expect(run.code == .refused)
      #expect(run.messages.contains("--kingdom says 52, but "))
    }
  }

  @Test func datesOfRowsBecomeASnapshotEach() async throws {
    try await withCommandLake { lake in
      let file = try lake.file(
        "scans.csv",
        "Date,id,power\n2026-01-12,7,1\n2026-01-12,8,2\n2026-01-19,7,3\n2026-01-20,7,4\n")
      let several = await lake.run("ingest", file, "--kingdom", "51")
      #expect(several.code == .refused)
      #expect(several.messages.contains("--split-dates"))
      let split = await lake.run("ingest", file, "--kingdom", "51", "--split-dates")
      #expect(split.code == .done)
      let list = await lake.run("snapshots", "--format", "csv")
      let dates = list.output.split(whereSeparator: \.isNewline).dropFirst()
        .map { $0.split(separator: ",")[1] }
      #expect(dates == ["2026-01-20", "2026-01-19", "2026-01-12"])
    }
  }

  @Test(arguments: ["no-such-file.csv", ".hidden.csv"])
  func aFileThatCannotBeReadIsWrongUsage(name: String) async throws {
    try await withCommandLake { lake in
      let run = await lake.run(
        "ingest", "\(lake.store.root)/\(name)", "--kingdom", "51", "--date", "2026-01-26")
      #expect(run.code == .wrongUsage)
      #expect(run.messages.hasPrefix("error: "))
    }
  }

  @Test func aFolderIsNoUpload() async throws {
    try await withCommandLake { lake in
      let run = await lake.run("check", lake.store.root)
      #expect(run.code == .wrongUsage)
      #expect(run.messages.hasPrefix("error: \(lake.store.root) cannot be read: "))
    }
  }

  @Test func anUnfinishedDownloadIsRefused() async throws {
    try await withCommandLake { lake in
      let file = try lake.file("players.csv.crdownload", CommandLake.later)
      let run = await lake.run("ingest", file, "--kingdom", "51", "--date", "2026-01-26")
      #expect(run.code == .refused)
      #expect(run.messages.contains("found the name \"players.csv.crdownload\", expected "))
    }
  }

  @Test func theGravestCodeOfSeveralFilesIsThatOfTheCommand() async throws {
    try await withCommandLake { lake in
      let refused = try lake.file("bad.csv", "name\nAnna\n")
      let good = try lake.file("good.csv", CommandLake.later)
      let unfinished = try lake.file("good.csv.part", CommandLake.later)
      let missing = "\(lake.store.root)/missing.csv"
      let run = await lake.run(
        "ingest", missing, refused, good, unfinished, "--kingdom", "51", "--date",
        "2026-01-26")
      #expect(run.code == .wrongUsage)
      #expect(run.messages.hasPrefix("error: \(missing) cannot be read: "))
      #expect(run.output.contains("\(good) accepted, 3 players"))
    }
  }

  @Test func theLastOfSeveralFilesOfADateStaysInPlace() async throws {
    try await withCommandLake { lake in
      let first = try lake.file("first.csv", "id,power\n1,1\n")
      let last = try lake.file("last.csv", "id,power\n2,2\n")
      let run = await lake.run(
        "ingest", first, last, "--kingdom", "51", "--date", "2026-01-26", "--event-time",
        "2026-01-26T12:00:00Z")
      #expect(run.code == .done)
      let board = await lake.run("top", "power", "--kingdom", "51", "--format", "csv")
      #expect(board.output.split(whereSeparator: \.isNewline).dropFirst() == ["1,2,,,2"])
    }
  }

  @Test func anOlderUploadLeavesTheNewerOneInPlace() async throws {
    try await withCommandLake { lake in
      try await lake.fill()
      let file = try lake.file("older.csv", "id,power\n1,1\n")
      func ingest(_ format: String) async -> CommandRun {
        await lake.run(
          "ingest", file, "--kingdom", "51", "--date", "2026-01-26", "--event-time",
          "2026-01-26T11:59:59Z", "--format", format)
      }
      let text = await ingest("text")
      #expect(text.code == .done)
      #expect(
        text.output.hasPrefix(
          """
          \(file) accepted, but not shown: the upload of 2026-01-26 from \
          2026-01-26T12:00:00
          """))
      let json = await ingest("json")
      #expect(json.output.contains(#""status":"accepted""#))
      #expect(json.output.hasSuffix("\"superseded_by_newer\":true}\n"))
    }
  }

  @Test func aLakeThatIsAFileCannotBeUsed() async throws {
    try await withCommandLake { lake in
      _ = try lake.file("lake", "not a folder")
      let file = try lake.file("players.csv", CommandLake.later)
      let other = try lake.file("other.csv", CommandLake.later)
      let run = await lake.run("ingest", file, other, "--kingdom", "51", "--date", "2026-01-26")
      #expect(run.code == .lakeUnreachable)
      #expect(run.output.isEmpty)
      #expect(run.messages.hasPrefix("error: the lake cannot be used: "))
      #expect(run.messages.split(separator: "\n").count == 1)
    }
  }
}
