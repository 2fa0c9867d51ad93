import JSON
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket

/// The server's API over a WebSocket.
final class WebSocketScoreSink: ScoreSink {
  private typealias Frames = NIOAsyncChannel<WebSocketFrame, WebSocketFrame>

  private let group = MultiThreadedEventLoopGroup.singleton
  private let host: String
  private let port: Int
  private let token: String?
  /// Unanswered submissions of one socket; the server allows 100.
  static let maxUnanswered = 50

  init(host: String, port: Int, token: String?) {
    self.host = host
    self.port = port
    self.token = token
  }

  func close() async {}

  func send(_ batch: ScoreBatch) async throws(SendingError) -> BatchOutcome {
    do {
      let channel = try await connect()
      return try await channel.executeThenClose { inbound, outbound in
        var answers = inbound.makeAsyncIterator()
        if let token {
          try await outbound.write(Self.frame { $0.authenticate(token) })
        }
        var outcome = BatchOutcome()
        var rest = batch.scores[...]
        while !rest.isEmpty {
          let part = rest.prefix(Self.maxUnanswered)
          rest = rest.dropFirst(part.count)
          for score in part {
            try await outbound.write(Self.frame { $0.submit(score, of: batch) })
          }
          try await Self.count(part.count, from: &answers, into: &outcome)
        }
        return outcome
      }
    } catch let error as SendingError {
      throw error
    } catch {
      throw SendingError("\(host):\(port): \(error)", isTemporary: true)
    }
  }

  /// Reads so many answers to submissions.
  private static func count(
    _ count: Int, from answers: inout NIOAsyncChannelInboundStream<WebSocketFrame>.AsyncIterator,
    into outcome: inout BatchOutcome
  ) async throws {
    var left = count
    while left > 0 {
      guard let frame = try await answers.next(), frame.opcode == .text else {
        throw SendingError("the server closed the WebSocket", isTemporary: true)
      }
      let bytes = Array(frame.unmaskedData.readableBytesView)
      let answer = try? JSONValue(parsing: bytes, byteLimit: bytes.count, depthLimit: 16)
      switch answer?["type"]?.string {
      case "submitted": outcome.counted += 1
      case "error":
        outcome.rejected += 1
        outcome.reason = outcome.reason ?? answer?["detail"]?.string
      default: continue
      }
      left -= 1
    }
  }

  private func connect() async throws -> Frames {
    let head = HTTPRequestHead(
      version: .http1_1, method: .GET, uri: "/ws", headers: ["Host": "\(host):\(port)"])
    let result = try await ClientBootstrap(group: group).connect(host: host, port: port) {
      channel in
      channel.eventLoop.makeCompletedFuture {
        let upgrader = NIOTypedWebSocketClientUpgrader<Frames?> { channel, _ in
          channel.eventLoop.makeCompletedFuture {
            try Frames(wrappingChannelSynchronously: channel)
          }
        }
        let configuration = NIOTypedHTTPClientUpgradeConfiguration<Frames?>(
          upgradeRequestHead: head, upgraders: [upgrader]
        ) { channel in
          channel.eventLoop.makeCompletedFuture { nil }
        }
        return try channel.pipeline.syncOperations.configureUpgradableHTTPClientPipeline(
          configuration: .init(upgradeConfiguration: configuration))
      }
    }
    guard let frames = try await result.get() else {
      throw SendingError("\(host):\(port) opens no WebSocket at /ws", isTemporary: false)
    }
    return frames
  }

  private static func frame(_ write: (inout JSONWriter) -> Void) -> WebSocketFrame {
    var json = JSONWriter()
    write(&json)
    return WebSocketFrame(
      fin: true, opcode: .text, maskKey: .random(), data: ByteBuffer(bytes: json.utf8))
  }
}

extension JSONWriter {
  fileprivate mutating func authenticate(_ token: String) {
    object {
      $0.member("type", "authenticate")
      $0.member("token", token)
    }
  }

  fileprivate mutating func submit(_ score: ScoreBatch.Score, of batch: ScoreBatch) {
    object {
      $0.member("type", "submit")
      batch.write(score, to: &$0)
    }
  }
}
