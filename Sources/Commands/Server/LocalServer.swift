import NIOCore
import NIOHTTP1
import NIOPosix
import ServiceLifecycle

/// The API and the page on a port of this machine.
struct LocalServer: Service {
  let host: String
  let port: Int
  let parts: ServerParts
  /// Told the address once connections are taken.
  let whenListening: @Sendable (String) -> Void

  /// Serves until it is told to end: what was begun is answered, and streams are ended.
  func run() async throws {
    let maxConnections = DescriptorLimit.raise() - parts.limits.reservedDescriptors
    let group = MultiThreadedEventLoopGroup(numberOfThreads: System.coreCount)
    do {
      let connections = try await OpenConnections(on: group, atMost: max(maxConnections, 16))
      let listener = try await listen(on: group, connections)
      whenListening(address(port: listener.localAddress?.port ?? 0))
      try? await gracefulShutdown()
      parts.end()
      try? await listener.close()
      await connections.end(within: parts.limits.endTime)
    } catch {
      try? await group.shutdownGracefully()
      throw error
    }
    parts.log?.finish()
    try await group.shutdownGracefully()
  }

  private func listen(
    on group: MultiThreadedEventLoopGroup, _ connections: OpenConnections
  ) async throws -> any Channel {
    try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 1024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .serverChannelOption(.maxMessagesPerRead, value: 64)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelInitializer { [parts] channel in
        channel.eventLoop.makeCompletedFuture {
          try Self.open(channel, parts, connections)
        }
      }
      .bind(host: host, port: port).get()
  }

  private static func open(
    _ channel: any Channel, _ parts: ServerParts, _ connections: OpenConnections
  ) throws {
    let list = try connections.list(for: channel)
    let connection = Connection(channel, parts, in: list)
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderFieldSize = parts.limits.headBytes
    limits.maxHeaderListSize = parts.limits.headBytes
    limits.maxHeaderFieldCount = parts.limits.headerCount
    let decoder = HTTPRequestDecoder(limitConfiguration: limits)
    try channel.pipeline.syncOperations.addHandlers(
      CachedResponseHandler(connection, parts), ByteToMessageHandler(decoder), connection)
  }

  private func address(port: Int) -> String {
    "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
  }
}
