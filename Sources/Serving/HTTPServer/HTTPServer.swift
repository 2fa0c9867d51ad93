import NIOCore
import NIOHTTP1
import NIOPosix
import ServiceLifecycle

/// A server of HTTP/1.1 on a port of this machine.
package struct HTTPServer: Service {
  private let host: String
  private let port: Int
  private let context: ServerContext
  private let whenListening: @Sendable (String) -> Void

  /// - Parameters:
  ///   - port: 0 takes a free one.
  ///   - whenListening: called with the address when connections are accepted, such as
  ///     `http://127.0.0.1:8080`.
  package init(
    host: String, port: Int, context: ServerContext,
    whenListening: @escaping @Sendable (String) -> Void
  ) {
    self.host = host
    self.port = port
    self.context = context
    self.whenListening = whenListening
  }

  /// Serves until it is asked to end: requests in progress are answered, and streams are ended.
  /// - Throws: an error that `ListeningFailure` describes, if it cannot listen on the port.
  package func run() async throws {
    let maxConnections = DescriptorLimit.raise() - context.limits.reservedDescriptors
    let group = MultiThreadedEventLoopGroup(numberOfThreads: System.coreCount)
    do {
      let connections = try await OpenConnections(
        on: group, atMost: max(maxConnections, 16), count: context.connectionCount)
      let listener = try await listen(on: group, connections)
      whenListening(address(port: listener.localAddress?.port ?? 0))
      try? await gracefulShutdown()
      context.end()
      try? await listener.close()
      await connections.end(within: context.limits.endTime)
    } catch {
      try? await group.shutdownGracefully()
      throw error
    }
    context.log?.finish()
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
      .childChannelInitializer { [context] channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandlers(
            to: channel, context, in: connections.list(for: channel))
        }
      }
      .bind(host: host, port: port).get()
  }

  private func address(port: Int) -> String {
    "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
  }
}

extension ChannelPipeline.SynchronousOperations {
  /// Adds the handlers of a connection.
  func addHandlers(
    to channel: any Channel, _ context: ServerContext, in list: ConnectionList
  ) throws {
    let connection = ConnectionHandler(channel, context, in: list)
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderFieldSize = context.limits.headBytes
    limits.maxHeaderListSize = context.limits.headBytes
    limits.maxHeaderFieldCount = context.limits.headerCount
    let decoder = HTTPRequestDecoder(limitConfiguration: limits)
    try addHandlers(
      CachedResponseHandler(connection, context), ByteToMessageHandler(decoder), connection)
  }
}
