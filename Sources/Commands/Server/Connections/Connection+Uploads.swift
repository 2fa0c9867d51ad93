import HTTPAPI
import NIOCore
import NIOHTTP1
import SnapshotAPI

extension Connection {
  /// Makes room for an upload, and tells a client that waits for it to send its body.
  func beginUpload(_ request: UploadRequest, _ exchange: Exchange) {
    var exchange = exchange
    guard let desk = server.uploads else { return }
    do throws(ProblemDetails) {
      if server.isEnding { throw .ending }
      let connection = NIOLoopBound(self, eventLoop: channel.eventLoop)
      let reception = try desk.reception(
        of: request, from: ClientAddress(channel.remoteAddress),
        maxUnwritten: server.limits.unwrittenBytes
      ) {
        connection.eventLoop.execute { connection.value.makeWay() }
      }
      state = .uploading(exchange, reception)
      deadline = .now() + server.limits.bodyPause
      if request.waitsForContinue, !exchange.isOldVersion {
        channel.writeAndFlush(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n"), promise: nil)
      }
    } catch {
      exchange.keepsAlive = false
      exchange.dropsBody = true
      state = .answering(exchange)
      send(server.api.refuse(error, of: request.request))
    }
  }

  /// Ends an upload whose slot was given to another one.
  private func makeWay() {
    if case .uploading(_, let reception) = state, reception.isReplaced { refuse(.uploadMadeWay) }
  }

  func upload(
    _ part: HTTPServerRequestPart, _ exchange: Exchange, _ reception: IncomingUpload
  ) {
    switch part {
    case .head: break
    case .body(let bytes):
      // Who sends a byte now and then would keep others from uploading.
      let patience = TimeAmount.seconds(Int64(reception.receivedCount >> 14))
      let bodyTime = min(server.limits.bodyTime + patience, server.limits.maxBodyTime)
      deadline = min(.now() + server.limits.bodyPause, exchange.began + bodyTime)
      do throws(ProblemDetails) {
        try reception.add(bytes, on: channel.eventLoop) { [self] result in
          written(result, reception)
        }
      } catch {
        refuse(error)
      }
    case .end:
      reception.becameWhole()
      if reception.isReplaced { return refuse(.uploadMadeWay) }
      var exchange = exchange
      exchange.isOfUpload = true
      state = .answering(exchange)
      deadline = .distantFuture
      _ = gate?.endRequest()
      handle(reception)
    }
  }

  private func written<Failure: Error>(
    _ result: Result<Void, Failure>, _ reception: IncomingUpload
  ) {
    guard !reception.isAbandoned else { return }
    if case .failure(let error) = result, case .uploading = state {
      return refuse(UploadService.problem(for: error))
    }
    gate?.resume()
  }

  /// Once all of an upload has come it is handled to its end, whether or not its client waits.
  private func handle(_ reception: IncomingUpload) {
    guard let desk = server.uploads else { return }
    let connection = NIOLoopBound(self, eventLoop: channel.eventLoop)
    let (received, request) = (reception.received, reception.request)
    Task { [server] in
      defer { withExtendedLifetime(received) {} }
      let response: HTTPResponse
      do {
        response = try await desk.handle(received.bytes, of: request)
      } catch {
        response = UploadService.problem(for: error).response
      }
      let complete = server.api.complete(response, for: request.request)
      connection.eventLoop.execute { connection.value.send(complete) }
    }
  }
}
