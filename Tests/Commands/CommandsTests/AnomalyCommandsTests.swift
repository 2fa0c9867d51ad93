import Testing

@testable import Commands

/// What stands out in an upload is accepted, and pointed at.
@Suite struct AnomalyCommandsTests {
  private func check(
    _ table: String, in lake: CommandLake, _ arguments: String...
  ) async throws -> [Substring] {
    let file = try lake.file("players.csv", table)
    let run = await CommandRun(
      ["check", file, "--kingdom", "51", "--date", "2026-02-02", "--lake", lake.lake] + arguments)
    #expect(run.code == .done)
    return run.output.split(separator: "\n")
  }

  @Test func anUploadIsComparedWithTheOneBefore() async throws {
    try await withCommandLake { lake in
      try await lake.fill()
      let lines = try await check(
        "id,name,alliance,power,kills\n7,Anna,RED,1,16\n11,Eve,,2,\n", in: lake)
      #expect(
        lines.contains("  compared  with 2026-01-26: 1 in both, 1 new, 2 no longer listed"))
    }
  }

  @Test func aNumberThatOnlyGrowsAndFellIsPointedAt() async throws {
    try await withCommandLake { lake in
      try await lake.fill()
      let lines = try await check("id,name,alliance,kills\n7,Anna,RED,14\n8,Bo,,15\n", in: lake)
      #expect(
        lines.contains(
          "  anomaly   1 player with a number that fell since 2026-01-26 but can only grow"))
      #expect(
        lines.contains {
          $0.hasPrefix("            7 \"Anna\", kills: found 14, expected at least 15")
        })
    }
  }

  @Test func aPlayerWithAnotherNameAndAnotherAllianceIsPointedAt() async throws {
    try await withCommandLake { lake in
      try await lake.fill()
      let lines = try await check("id,name,alliance\n7,Zoe,BLU\n8,Bo,\n", in: lake)
      #expect(
        lines.contains(
          "  anomaly   1 player with a new name and a new alliance since 2026-01-26"))
    }
  }

  @Test func onlyTheFirstPlayersOfAKindAreShown() async throws {
    try await withCommandLake { lake in
      let rows = (1...8).map { "\($0),P\($0),1000,1,0,0,0,0" }.joined(separator: "\n")
      let lines = try await check(
        "id,name,kill points,t1 kills,t2 kills,t3 kills,t4 kills,t5 kills\n\(rows)\n", in: lake)
      #expect(
        lines.contains("  anomaly   8 players with kill points that do not match their kills"))
      #expect(lines.count { $0.hasPrefix("            row ") } == 5)
      #expect(lines.contains("            … and 3 more"))
    }
  }

  @Test func cellsThatAreNoNumbersAreListed() async throws {
    try await withCommandLake { lake in
      let lines = try await check("id,name,power\n7,Anna,many\n8,Bo,2\n", in: lake)
      #expect(lines.contains("  rows      2 of 2 accepted"))
      #expect(lines.contains { $0.contains("row 2, column \"power\": found \"many\", expected ") })
    }
  }

  @Test func rowsWithoutAnIDAreListedAndTheOthersAccepted() async throws {
    try await withCommandLake { lake in
      let lines = try await check("id,name\n,Anna\n8,Bo\n", in: lake)
      #expect(lines.first?.hasSuffix("players.csv accepted, 1 player, 1 row refused") == true)
      #expect(lines.contains("  rows      1 of 2 accepted, 1 refused"))
      #expect(lines.contains { $0.hasPrefix("  problem   row 2, column \"id\": found ") })
    }
  }

  @Test func aLaterRowOfAnIDMayReplaceTheEarlierOne() async throws {
    try await withCommandLake { lake in
      let lines = try await check(
        "id,name\n7,Anna\n7,Bo\n", in: lake, "--duplicates", "keep-last")
      #expect(lines.contains("  rows      1 of 2 accepted, 1 replaced by a later row"))
    }
  }

  @Test func columnsThatAreNotKnownAreNamed() async throws {
    try await withCommandLake { lake in
      let lines = try await check("Governor ID,Name,Shoe size\n7,Anna,39\n", in: lake)
      #expect(lines.contains("  columns   id from \"Governor ID\", name from \"Name\""))
      #expect(lines.contains("  unused    Shoe size"))
    }
  }

  @Test func namesCannotSteerATerminal() async throws {
    try await withCommandLake { lake in
      let file = try lake.file("players.csv", "id,name,power\n7,\u{1B}[31mred,1\n")
      _ = await lake.run("ingest", file, "--kingdom", "51", "--date", "2026-01-26")
      let table = await lake.run("top", "power", "--kingdom", "51")
      #expect(table.output.contains("\u{FFFD}[31mred"))
      let json = await lake.run("top", "power", "--kingdom", "51", "--format", "json")
      #expect(!json.output.contains("\u{1B}"))
    }
  }
}
