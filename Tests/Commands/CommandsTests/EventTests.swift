import Datasets
import Foundation
import NIOCore
import Storage
import Synchronization
import TestSupport
import Testing
import Time

@testable import Commands

private func snapshot(_ day: Int) -> SnapshotID? {
  Kingdom("51").flatMap { kingdom in
    CalendarDate(year: 2026, month: 1, day: day).map { SnapshotID(kingdom: kingdom, date: $0) }
  }
}

@Suite struct LakeEventTests {
  private let place = "source=rok_players/kingdom=51/dt=2026-01-26"

  @Test func aCuratedFileAndAReportAreTold() throws {
    let curated = try #require(LakeEvent(path: "curated/\(place)/players.parquet"))
    #expect(
      curated.text == "event: snapshot\ndata: {\"kingdom\":51,\"date\":\"2026-01-26\"}\n\n")
    #expect(LakeEvent(path: "curated/\(place)") == curated)
    let report = try #require(
      LakeEvent(path: "reports/\(place)/run_ts=20260126T153012Z/report.json"))
    #expect(
      report.text
        == "event: upload\ndata: {\"kingdom\":51,\"date\":\"2026-01-26\","
        + "\"run_ts\":\"20260126T153012Z\"}\n\n"
    )
  }

  @Test(arguments: [
    "", "curated", "curated/source=rok_players/kingdom=51", "inbox/source=rok_players",
    "raw/source=rok_players/kingdom=51/dt=2026-01-26/run_ts=20260126T153012Z/a.csv",
    "reports/source=rok_players/kingdom=51/dt=2026-01-26", "curated/notes.txt",
  ])
  func nothingElseIs(path: String) {
    #expect(LakeEvent(path: path) == nil)
  }
}

@Suite struct EventQueueTests {
  @Test func eachEventWaitsOnce() throws {
    var queue = EventQueue()
    #expect(queue.isEmpty)
    let (one, other) = (try #require(snapshot(1)), try #require(snapshot(2)))
    for event in [LakeEvent.snapshot(one), .snapshot(other), .snapshot(one)] { queue.add(event) }
    #expect(queue.takeAll() == [.snapshot(one), .snapshot(other)])
    #expect(queue.isEmpty)
    queue.add(.snapshot(one))
    #expect(queue.takeAll() == [.snapshot(one)])
  }

  @Test func moreThanIsKeptIsAnOverrun() throws {
    var queue = EventQueue(maxEvents: 3)
    for day in 1...4 { queue.add(.snapshot(try #require(snapshot(day)))) }
    #expect(queue.isOverrun)
    #expect(queue.takeAll().isEmpty)
  }
}

@Suite struct EventFeedTests {
  private let client = ClientAddress(nil)
  private let wake: @Sendable () -> Void = {}

  @Test func aClientThatHoldsAllMakesRoomForAnotherOneAtOnce() throws {
    let feed = EventFeed(maxSubscribers: 3)
    let held = try (0..<3).map { second in
      try #require(
        feed.subscribe(from: client, at: .uptimeNanoseconds(second * 1_000_000), wake: wake))
    }
    let other = ClientAddress(try SocketAddress(ipAddress: "192.0.2.1", port: 1))
    let now = NIODeadline.uptimeNanoseconds(5_000_000)
    #expect(feed.subscribe(from: client, at: now, wake: wake) == nil)
    let newcomer = try #require(feed.subscribe(from: other, at: now, wake: wake))
    // The one that has listened longest is to come again.
    #expect(held.map { $0.takeAll() == nil } == [true, false, false])
    #expect(newcomer.takeAll()?.isEmpty == true)
  }

  @Test func whoHasListenedForAWhileMakesRoomForAnybody() throws {
    let feed = EventFeed(maxSubscribers: 1)
    let start = NIODeadline.uptimeNanoseconds(1)
    let held = try #require(feed.subscribe(from: client, at: start, wake: wake))
    #expect(feed.subscribe(from: client, at: start + .seconds(29), wake: wake) == nil)
    let newcomer = try #require(
      feed.subscribe(from: client, at: start + EventFeed.tenure, wake: wake))
    #expect(held.takeAll() == nil)
    // Who was replaced gives nothing back that is another's by now.
    feed.end(held)
    feed.tell(.snapshot(try #require(snapshot(1))))
    #expect(newcomer.takeAll()?.count == 1)
  }

  @Test func allSubscribersAreToldAndWokenOnce() throws {
    let feed = EventFeed(maxSubscribers: 2)
    let wakes = Mutex(0)
    let wake: @Sendable () -> Void = { wakes.withLock { $0 += 1 } }
    let one = try #require(feed.subscribe(from: client, wake: wake))
    let other = try #require(feed.subscribe(from: client, wake: wake))
    #expect(feed.subscribe(from: client, wake: wake) == nil)
    for day in 1...3 { feed.tell(.snapshot(try #require(snapshot(day)))) }
    #expect(wakes.withLock { $0 } == 2)
    #expect(one.takeAll()?.count == 3)
    feed.end(one)
    feed.tell(.snapshot(try #require(snapshot(4))))
    #expect(one.takeAll()?.isEmpty == true)
    #expect(other.takeAll()?.count == 4)
    #expect(feed.subscribe(from: client, wake: wake) != nil)
  }

  @Test func whoMissedEventsIsTold() throws {
    let feed = EventFeed(maxSubscribers: 1)
    let subscription = try #require(feed.subscribe(from: client, wake: wake))
    feed.tellOfLoss()
    #expect(subscription.takeAll() == nil)
  }
}

#if os(Linux)
  @Suite(.timeLimit(.minutes(1))) struct InotifySourceTests {
    @Test func whatGoesIsToldOf() async throws {
      try await withTemporaryLake { lake async throws in
        let (findings, continuation) = AsyncStream.makeStream(of: WatchFinding.self)
        let files = FileManager.default
        let root = URL(filePath: lake.root)
        for folder in ["a/b", "c", "other"] {
          try files.createDirectory(
            at: root.appending(path: folder), withIntermediateDirectories: true)
        }
        for file in ["a/b/file", "c/file", "other/file"] {
          try Data("x".utf8).write(to: root.appending(path: file))
        }
        let made = InotifySource(
          root: lake.root, name: "test", looksForRemovals: true,
          enters: { !$0.hasPrefix("other") }, tell: { continuation.yield($0) })
        let source = try #require(made)
        #expect(source.start())
        try files.removeItem(at: root.appending(path: "c/file"))
        try files.removeItem(at: root.appending(path: "other/file"))
        try files.moveItem(at: root.appending(path: "a"), to: root.appending(path: "other/a"))
        try Data("x".utf8).write(to: root.appending(path: "last"))
        var found: [WatchFinding] = []
        for await finding in findings {
          found.append(finding)
          if case .file(let file) = finding, file.path == "last" { break }
        }
        source.cancel()
        let there = ["a/b/file", "c/file"].map {
          WatchFinding.file(WatchedFile(path: $0, sighting: .look))
        }
        #expect(Array(found.prefix(2)) == there)
        #expect(found.contains(.went("c/file")))
        #expect(Set(found.filter { $0 == .went("a") || $0 == .went("a/b") }).count == 2)
        #expect(!found.contains(.went("other/file")))
      }
    }
  }
#endif
