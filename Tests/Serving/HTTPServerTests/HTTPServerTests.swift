import HTTP
import HTTPAPI
import NIOCore
import NIOPosix
import ServiceLifecycle
import ServiceLifecycleTestKit
import Testing

@testable import HTTPServer

/// A server on a real socket.
@Suite(.timeLimit(.minutes(1))) struct HTTPServerTests {
  typealias Client = NIOAsyncChannel<ByteBuffer, ByteBuffer>

  /// Runs a server while the body runs, then tells it to end.
  private func serve(
    _ handlers: HTTPHandlers, change: (inout ServerLimits) -> Void = { _ in },
    _ body:
      @escaping @Sendable (_ port: Int, _ end: @escaping @Sendable () -> Void) async throws
      -> Void
  ) async throws {
    var limits = ServerLimits()
    change(&limits)
    let context = ServerContext(
      limits: limits, hosts: ServedHosts(listeningOn: "127.0.0.1"), handlers: handlers, log: nil,
      cache: ResponseCache(maxBytes: 0))
    let (addresses, continuation) = AsyncStream.makeStream(of: String.self)
    let server = HTTPServer(host: "127.0.0.1", port: 0, context: context) {
      continuation.yield($0)
    }
    try await testGracefulShutdown { trigger in
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await server.run() }
        var iterator = addresses.makeAsyncIterator()
        let address = try #require(await iterator.next())
        let port = try #require(address.split(separator: ":").last.flatMap { Int($0) })
        #expect(address == "http://127.0.0.1:\(port)")
        try await body(port) { trigger.triggerGracefulShutdown() }
        trigger.triggerGracefulShutdown()
        try await group.waitForAll()
      }
    }
  }

  private func connect(to port: Int) async throws -> Client {
    try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel(wrappingChannelSynchronously: channel)
        }
      }
  }

  /// Sends a text, and reads until the answers end with another one; to the end for `nil`.
  private func exchange(
    _ text: String, until end: String?,
    _ reader: inout NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
    _ writer: NIOAsyncChannelOutboundWriter<ByteBuffer>
  ) async throws -> String {
    try await writer.write(ByteBuffer(string: text))
    var received = ""
    while end.map({ !received.hasSuffix($0) }) ?? true, let bytes = try await reader.next() {
      received += String(buffer: bytes)
    }
    return received
  }

  private static let get = "GET /path HTTP/1.1\r\nHost: localhost\r\n\r\n"

  @Test func aConnectionIsKeptUntilTheServerEnds() async throws {
    try await serve(.echo()) { port, end in
      try await connect(to: port).executeThenClose { inbound, outbound in
        var reader = inbound.makeAsyncIterator()
        for _ in 0..<3 {
          let answer = try await exchange(Self.get, until: "/path", &reader, outbound)
          #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
          #expect(!answer.contains("Connection: close"))
        }
        end()
        #expect(try await reader.next() == nil)
      }
    }
  }

  @Test func theLastAnswerIsFollowedByTheEnd() async throws {
    try await serve(.echo()) { port, _ in
      try await connect(to: port).executeThenClose { inbound, outbound in
        var reader = inbound.makeAsyncIterator()
        let request = "GET /path HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        let answer = try await exchange(request, until: nil, &reader, outbound)
        #expect(answer.contains("Connection: close\r\n") && answer.hasSuffix("/path"))
      }
    }
  }

  @Test func aStreamEndsWithTheServer() async throws {
    let source = TestSource()
    source.add(.bytes(Array("hello".utf8)))
    try await serve(.echo { _ in .stream(source.response) }) { port, end in
      try await connect(to: port).executeThenClose { inbound, outbound in
        var reader = inbound.makeAsyncIterator()
        _ = try await exchange(Self.get, until: "5\r\nhello\r\n", &reader, outbound)
        end()
        var rest = ""
        while let bytes = try await reader.next() { rest += String(buffer: bytes) }
        #expect(rest == "0\r\n\r\n")
        #expect(source.isClosed)
      }
    }
  }

  @Test func anIdleConnectionMakesRoomWhereDescriptorsAreScarce() async throws {
    // As many are reserved as there can be, so that sixteen connections are left.
    let change: (inout ServerLimits) -> Void = { $0.reservedDescriptors = 1 << 21 }
    try await serve(.echo(), change: change) { port, _ in
      try await connect(to: port).executeThenClose { inbound, _ in
        var reader = inbound.makeAsyncIterator()
        var others: [Client] = []
        for _ in 0..<16 { others.append(try await connect(to: port)) }
        // The first to come has been idle for longest.
        #expect(try await reader.next() == nil)
        for other in others { try await other.executeThenClose { _, _ in } }
      }
    }
  }

  @Test func aPortThatIsTakenIsSaidSo() async throws {
    try await serve(.echo()) { port, _ in
      let context = ServerContext(
        limits: ServerLimits(), hosts: ServedHosts(listeningOn: "127.0.0.1"), handlers: .echo(),
        log: nil, cache: ResponseCache(maxBytes: 0))
      let other = HTTPServer(host: "127.0.0.1", port: port, context: context) { _ in }
      let error = await #expect(throws: IOError.self) { try await other.run() }
      let found = try #require(error)
      #expect(ListeningFailure.describes(found))
      #expect(ListeningFailure.reason(found) == "it is in use; choose another with --port")
    }
  }
}
