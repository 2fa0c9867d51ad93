import Testing

@testable import Commands

/// `top`, `gains` and `snapshots`: what they print in each format.
@Suite struct BoardCommandsTests {
  @Test func aBoardIsATable() async throws {
    try await withCommandLake { lake in
      try await lake.fill()
      let run = await lake.run("top", "power", "--kingdom", "51")
      #expect(run.code == .done && run.messages.isEmpty)
      #expect(
        run.output == """
          Kingdom 51, 2026-01-26, 3 players
          rank  id  alliance  name      power
             1   8            Bo    2,500,000
             2   7  RED       Anna      1,000
             2  10  BLU       New       1,000

          """)
    }
  }

  @Test func aBoardOfAnEarlierDateIsCutAtItsLimit() async throws {
    try await withCommandLake { lake in
      try await lake.fill()
      let run = await lake.run(
        "top", "kills", "--kingdom", "51", "--date", "2026-01-19", "--limit", "2", "--format",
        "csv")
      #expect(
        run.output.split(whereSeparator: \.isNewline) == [
          "rank,id,name,alliance,kills", "1,8,Bo,,20", "2,7,Anna,RED,10",
        ])
    }
  }

  @Test func aBoardIsJSONAsInTheAPI() async throws {
    try await withCommandLake { lake in
      try await lake.fill()
      let run = await lake.run(
        "top", "kills", "--kingdom", "51", "--limit", "1", "--format", "json")
      #expect(run.output.hasPrefix(#"{"kingdom":51,"metric":"kills","date":"2026-01-26""#))
      #expect(run.output.contains(#""entries":[{"rank":1,"id":7,"#))
      #expect(run.output.hasSuffix("}\n"))
    }
  }

  @Test func gainsAreATableWithThoseWhoCannotBeCompared() async throws {
    try await withCommandLake { lake in
      try await lake.fill()
      let run = await lake.run("gains", "kills", "--kingdom", "51")
      #expect(run.code == .done)
      #expect(
        run.output == """
          Kingdom 51, kills from 2026-01-19 to 2026-01-26, 2 players in both
          rank  id  alliance  name  gain  2026-01-19  2026-01-26   place  notes
             1   7  RED       Anna     5          10          15  1 (+1)  \("")
             2   8            Bo       0          20          15   1 (0)  fell
          1 listed on 2026-01-26 only: New
          1 listed on 2026-01-19 only: Old

          """)
    }
  }

  @Test func gainsAreATableForSpreadsheets() async throws {
    try await withCommandLake { lake in
      try await lake.fill()
      let run = await lake.run("gains", "power", "--kingdom", "51", "--format", "csv")
      let rows = run.output.split(whereSeparator: \.isNewline).map { $0.split(separator: ",") }
      #expect(rows.dropFirst().map { $0[1] } == ["8", "7"])
      #expect(rows.dropFirst().map { $0.contains("1000000") } == [true, false])
    }
  }

  @Test func gainsAreJSONAsInTheAPI() async throws {
    try await withCommandLake { lake in
      try await lake.fill()
      let run = await lake.run(
        "gains", "power", "--kingdom", "51", "--from", "2026-01-19", "--to", "2026-01-26",
        "--limit", "1", "--format", "json")
      #expect(run.code == .done)
      #expect(run.output.hasPrefix(#"{"kingdom":51,"metric":"power","#))
      #expect(run.output.contains(#""rank":1,"id":8,"#))
      #expect(!run.output.contains(#""id":7,"#))
    }
  }

  @Test func gainsOfDKPMayBeByOtherWeights() async throws {
    try await withCommandLake { lake in
      for (date, kills) in [("2026-01-19", 1), ("2026-01-26", 4)] {
        let file = try lake.file(
          "players.csv", "id,name,t4 kills,t5 kills,deaths\n7,Anna,\(kills),0,0\n")
        _ = await lake.run("ingest", file, "--kingdom", "51", "--date", date)
      }
      let usual = await lake.run("gains", "dkp", "--kingdom", "51")
      #expect(
        usual.output.contains("dkp from 2026-01-19 to 2026-01-26, DKP by t4:10,t5:30,deaths:80"))
      #expect(usual.output.contains("Anna    30 "))
      let other = await lake.run(
        "gains", "dkp", "--kingdom", "51", "--weights", "t4:100,t5:1,deaths:1")
      #expect(other.output.contains("DKP by t4:100,t5:1,deaths:1"))
      #expect(other.output.contains("Anna   300 "))
    }
  }

  @Test func snapshotsAreListedTheLatestFirst() async throws {
    try await withCommandLake { lake in
      try await lake.fill()
      let table = await lake.run("snapshots")
      let rows = table.output.split(separator: "\n").map { $0.split(separator: " ") }
      #expect(rows.map { $0[1] } == ["date", "2026-01-26", "2026-01-19"])
      #expect(rows.dropFirst().map { $0[2] } == ["3", "3"])
      let csv = await lake.run("snapshots", "--kingdom", "51", "--format", "csv")
      let lines = csv.output.split(whereSeparator: \.isNewline)
      #expect(lines.first == "kingdom,date,total_players,uploaded_at,run_id")
      #expect(lines.last?.hasPrefix("51,2026-01-19,3,2026-01-19T12:00:00") == true)
      let json = await lake.run("snapshots", "--format", "json")
      #expect(json.output.hasPrefix(#"{"snapshots":[{"#))
    }
  }

  @Test(arguments: [
    (["top", "dkp", "--kingdom", "52"], "has no snapshot of kingdom 52"),
    (["top", "dkp", "--kingdom", "51", "--date", "2026-01-20"], "has no snapshot of 2026-01-20"),
    (["gains", "dkp", "--kingdom", "52"], "has no snapshot of kingdom 52"),
    (
      ["gains", "dkp", "--kingdom", "51", "--to", "2026-01-19"],
      "has no snapshot before 2026-01-19 to compare with"
    ),
  ])
  func whatIsNotThereIsWrongUsage(arguments: [String], message: String) async throws {
    try await withCommandLake { lake in
      try await lake.fill()
      let run = await CommandRun(arguments + ["--lake", lake.lake])
      #expect(run.code == .wrongUsage)
      #expect(run.output.isEmpty)
      #expect(run.messages.contains(message))
    }
  }
}
