import NIOCore

/// The events that are sent on one connection.
final class EventStream {
  let subscription: EventSubscription
  let exchange: Exchange
  private let feed: EventFeed
  var byteCount = 0
  var lastWritten: NIODeadline
  /// Since when the client takes nothing.
  var blockedSince: NIODeadline?

  static let gathering = TimeAmount.milliseconds(20)
  /// A silent stream is seen to be alive by a comment that often.
  static let heartbeat = TimeAmount.seconds(15)
  /// A client that takes nothing for so long is let go.
  static let patience = TimeAmount.seconds(30)

  init(_ subscription: EventSubscription, of feed: EventFeed, for exchange: Exchange) {
    self.subscription = subscription
    self.feed = feed
    self.exchange = exchange
    lastWritten = exchange.began
  }

  func end() { feed.end(subscription) }

  /// The text as a chunk of the body, or as it is for clients that know no chunks.
  func framed(_ text: String) -> String {
    exchange.isOldVersion ? text : "\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n"
  }

  var lastChunk: String { exchange.isOldVersion ? "" : "0\r\n\r\n" }
}
