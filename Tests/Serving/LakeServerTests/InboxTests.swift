import Storage
import TestSupport
import Testing

@testable import LakeServer

@Suite struct InboxTests {
  private let folder = "inbox/source=rok_players/kingdom=51/dt=2026-01-26"

  private func ingest(
    _ name: String, _ content: String, _ sighting: WatchedFile.Sighting = .arrival,
    into store: DirectoryStore, _ inbox: Inbox
  ) async throws -> Duration? {
    try store.write(content, to: "\(folder)/\(name)")
    let path = "source=rok_players/kingdom=51/dt=2026-01-26/\(name)"
    return await inbox.ingest(WatchedFile(path: path, sighting: sighting))
  }

  @Test func aFileIsIngestedOnce() async throws {
    try await withTemporaryLake { store async throws in
      let told = Told()
      let inbox = Inbox(told.ingestion(into: store))
      for _ in 0..<2 {
        #expect(try await ingest("players.csv", "id\n7\n", .look, into: store, inbox) == nil)
      }
      #expect(told.messages.count == 1)
      #expect(
        told.messages.first?.hasSuffix("\(folder)/players.csv accepted, 1 player") == true)
      #expect(told.changeCount == 1)
      #expect(try await store.head("curated/\(folder.dropFirst(6))/players.parquet") != nil)
    }
  }

  @Test func aFileThatIsRefusedIsNotTriedAgain() async throws {
    try await withTemporaryLake { store async throws in
      let told = Told()
      let inbox = Inbox(told.ingestion(into: store))
      #expect(try await ingest("players.csv", "name\nAnna\n", into: store, inbox) == nil)
      #expect(told.messages.first?.contains("players.csv refused: ") == true)
    }
  }

  @Test(arguments: ["players.csv.part", "~$players.xlsx"])
  func aFileThatIsStillWrittenIsLeftAlone(name: String) async throws {
    try await withTemporaryLake { store async throws in
      let told = Told()
      let inbox = Inbox(told.ingestion(into: store))
      for _ in 0..<2 {
        #expect(try await ingest(name, "id\n7\n", into: store, inbox) == nil)
      }
      #expect(told.messages.count == 1)
      #expect(told.messages.first?.contains("was skipped: ") == true)
      #expect(told.changeCount == 0)
    }
  }

  @Test func aFileAtNoPlaceOfTheLakeIsLeftAlone() async throws {
    try await withTemporaryLake { store async throws in
      let told = Told()
      let inbox = Inbox(told.ingestion(into: store))
      try store.write("id\n7\n", to: "inbox/players.csv")
      let file = WatchedFile(path: "players.csv", sighting: .arrival)
      #expect(await inbox.ingest(file) == nil)
      #expect(told.messages.first?.contains("inbox/players.csv was skipped: found ") == true)
    }
  }

  @Test func aFileThatHasGoneIsNoNews() async throws {
    try await withTemporaryLake { store async throws in
      let told = Told()
      let file = WatchedFile(
        path: "source=rok_players/kingdom=51/dt=2026-01-26/a.csv", sighting: .arrival)
      #expect(await Inbox(told.ingestion(into: store)).ingest(file) == nil)
      #expect(told.messages.isEmpty)
    }
  }

  @Test func whatTheLakeCannotTakeNowIsTriedAgain() async throws {
    try await withTemporaryLake { store async throws in
      let told = Told()
      let inbox = Inbox(told.ingestion(into: store))
      // A file where the lake needs a folder.
      try store.write("", to: "raw")
      var pauses: [Duration] = []
      for _ in 0..<2 {
        pauses.append(
          try #require(try await ingest("players.csv", "id\n7\n", into: store, inbox)))
      }
      #expect((.milliseconds(500) ..< .seconds(1)).contains(pauses[0]))
      #expect((.seconds(1) ..< .seconds(2)).contains(pauses[1]))
      #expect(told.messages.count == 1)
      #expect(told.messages.first?.hasSuffix("; retrying") == true)
    }
  }
}

@Suite struct PathRetriesTests {
  @Test func pausesDoubleUpToAMinute() {
    let retries = PathRetries()
    var bound = Duration.seconds(1)
    for _ in 0..<10 {
      let pause = retries.pause(for: "a")
      #expect(pause >= bound / 2 && pause < bound)
      bound = min(bound * 2, .seconds(60))
    }
    #expect(retries.pause(for: "b") < .seconds(1))
  }

  @Test func aPathThatIsSettledBeginsAnew() {
    let retries = PathRetries()
    for _ in 0..<3 { _ = retries.pause(for: "a") }
    #expect(retries.settle("a") == 3)
    #expect(retries.settle("a") == 0)
    #expect(retries.pause(for: "a") < .seconds(1))
  }
}

@Suite struct PrintedMessagesTests {
  @Test func aMessageIsNewOnce() {
    let printed = PrintedMessages()
    #expect(printed.isNew("a") && printed.isNew("b"))
    #expect(!printed.isNew("a") && !printed.isNew("b"))
  }

  @Test func onlyTheLastThousandsAreRemembered() {
    let printed = PrintedMessages()
    for number in 0...4_096 { #expect(printed.isNew("\(number)")) }
    #expect(!printed.isNew("4096"))
    #expect(printed.isNew("0"))
  }
}
