import HTTPAPI
import Synchronization
import Testing

@testable import HTTPServer

private struct TestEvent: ServerSentEvent {
  let number: Int
  var text: String { "data: \(number)\n\n" }
}

extension EventSubscription {
  /// The events that wait, without the greeting before the first one; `nil` where the stream ends.
  fileprivate func takeAll() -> [Substring]? {
    switch next() {
    case .bytes(let bytes):
      let texts = String(decoding: bytes, as: UTF8.self).split(separator: "\n\n")
      return texts.first?.hasPrefix("retry") == true ? takeAll() : texts
    case .pending: return []
    case .end, .abort: return nil
    }
  }
}

@Suite struct EventQueueTests {
  @Test func eachEventWaitsOnce() throws {
    var queue = EventQueue<TestEvent>()
    #expect(queue.isEmpty)
    let (one, other) = (TestEvent(number: 1), TestEvent(number: 2))
    for event in [one, other, one] { queue.add(event) }
    #expect(queue.takeAll() == [one, other])
    #expect(queue.isEmpty)
    queue.add(one)
    #expect(queue.takeAll() == [one])
  }

  @Test func moreThanIsKeptIsAnOverrun() throws {
    var queue = EventQueue<TestEvent>(maxEvents: 3)
    for day in 1...4 { queue.add(TestEvent(number: day)) }
    #expect(queue.isOverrun)
    #expect(queue.takeAll().isEmpty)
  }
}

@Suite struct EventFeedTests {
  private let start = ContinuousClock.now
  private let client = ClientAddress.unknown
  private let wake: @Sendable () -> Void = {}

  @Test func aClientThatHoldsAllMakesRoomForAnotherOneAtOnce() throws {
    let feed = EventFeed<TestEvent>(maxSubscribers: 3)
    let held = try (0..<3).map { second in
      try #require(
        feed.subscribe(from: client, at: start + .milliseconds(second), wake: wake))
    }
    let other = ClientAddress.ipv4([192, 0, 2, 1])
    let now = start + .milliseconds(5)
    #expect(feed.subscribe(from: client, at: now, wake: wake) == nil)
    let newcomer = try #require(feed.subscribe(from: other, at: now, wake: wake))
    // The one that has listened longest is to come again.
    #expect(held.map { $0.takeAll() == nil } == [true, false, false])
    #expect(newcomer.takeAll()?.isEmpty == true)
  }

  @Test func whoHasListenedForAWhileMakesRoomForAnybody() throws {
    let feed = EventFeed<TestEvent>(maxSubscribers: 1)
    let held = try #require(feed.subscribe(from: client, at: start, wake: wake))
    #expect(feed.subscribe(from: client, at: start + .seconds(29), wake: wake) == nil)
    let newcomer = try #require(
      feed.subscribe(from: client, at: start + EventFeed<TestEvent>.tenure, wake: wake))
    #expect(held.takeAll() == nil)
    // Who was replaced gives nothing back that is another's by now.
    held.close()
    feed.send(TestEvent(number: 1))
    #expect(newcomer.takeAll()?.count == 1)
  }

  @Test func allSubscribersAreToldAndWokenOnce() throws {
    let feed = EventFeed<TestEvent>(maxSubscribers: 2)
    let wakes = Mutex(0)
    let wake: @Sendable () -> Void = { wakes.withLock { $0 += 1 } }
    let one = try #require(feed.subscribe(from: client, wake: wake))
    let other = try #require(feed.subscribe(from: client, wake: wake))
    #expect(feed.subscribe(from: client, wake: wake) == nil)
    for day in 1...3 { feed.send(TestEvent(number: day)) }
    #expect(wakes.withLock { $0 } == 2)
    #expect(one.takeAll()?.count == 3)
    one.close()
    feed.send(TestEvent(number: 4))
    #expect(one.takeAll()?.isEmpty == true)
    #expect(other.takeAll()?.count == 4)
    #expect(feed.subscribe(from: client, wake: wake) != nil)
  }

  @Test func aStreamBeginsWithHowSoonToComeAgain() throws {
    let feed = EventFeed<TestEvent>(maxSubscribers: 1)
    let subscription = try #require(feed.subscribe(from: client, wake: wake))
    feed.send(TestEvent(number: 1))
    #expect(
      subscription.next() == .bytes(Array("retry: 1000\nevent: hello\ndata: {}\n\n".utf8)))
    #expect(subscription.next() == .bytes(Array("data: 1\n\n".utf8)))
    #expect(subscription.next() == .pending)
  }

  @Test func aStreamThatCannotBeOpenedSaysSo() throws {
    let feed = EventFeed<TestEvent>(maxSubscribers: 1)
    let held = try feed.stream.open(client, wake)
    let error = #expect(throws: ProblemDetails.self) { try feed.stream.open(client, wake) }
    #expect(error?.status == 503)
    held.close()
    #expect(throws: Never.self) { try feed.stream.open(client, wake) }
  }

  @Test func whoMissedEventsIsTold() throws {
    let feed = EventFeed<TestEvent>(maxSubscribers: 1)
    let subscription = try #require(feed.subscribe(from: client, wake: wake))
    feed.endAll()
    #expect(subscription.takeAll() == nil)
  }
}
