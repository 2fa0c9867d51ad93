#if Server
  import HTTPTypes
  import Hummingbird
  import LeaderboardAPI
  import Logging
  import NIOCore
  import ServiceLifecycle
  import UnixSignals

  /// The API and the page on a port of this machine.
  struct LocalServer {
    let host: String
    let port: Int
    let api: LeaderboardService
    /// What runs beside the server and ends with it.
    let services: [any Service]

    /// Serves until the process gets SIGINT or SIGTERM.
    /// - Parameter whenListening: told the address once connections are taken.
    func run(whenListening: @escaping @Sendable (String) -> Void) async throws {
      var logger = Logger(label: "standings")
      logger.logLevel = .error
      let host = host
      let application = Application(
        responder: APIResponder(api: api),
        configuration: ApplicationConfiguration(address: .hostname(host, port: port)),
        services: services,
        onServerRunning: { channel in
          let port = channel.localAddress?.port ?? 0
          whenListening("http://\(host.contains(":") ? "[\(host)]" : host):\(port)")
        },
        logger: logger)
      try await application.runService(gracefulShutdownSignals: [.sigint, .sigterm])
    }
  }

  /// Hands requests to the API and logs a line for each.
  private struct APIResponder: HTTPResponder {
    typealias Context = BasicRequestContext

    let api: LeaderboardService

    func respond(to request: Request, context: Context) async throws -> Response {
      let started = ContinuousClock.now
      let answer = await api.respond(to: APIRequest(request))
      AccessLog.write(
        method: request.method.rawValue, path: request.uri.string, status: answer.status,
        byteCount: answer.body.count, duration: started.duration(to: .now))
      let response = Response(answer)
      return request.method == .head ? response.createHeadResponse() : response
    }
  }

  extension APIRequest {
    fileprivate init(_ request: Request) {
      var headers: [String: String] = [:]
      for field in request.headers {
        headers[field.name.canonicalName, default: ""] +=
          (headers[field.name.canonicalName] == nil ? "" : ", ") + field.value
      }
      self.init(
        method: request.method.rawValue, path: request.uri.path, query: request.uri.query ?? "",
        headers: headers)
    }
  }

  extension Response {
    fileprivate init(_ answer: APIResponse) {
      var fields = HTTPFields()
      for (name, value) in answer.headers {
        if let name = HTTPField.Name(name) { fields.append(HTTPField(name: name, value: value)) }
      }
      let hasContent = answer.status != 204 && answer.status != 304
      self.init(
        status: .init(code: answer.status), headers: fields,
        body: hasContent ? ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)) : .init())
      if !hasContent { headers[.contentLength] = nil }
    }
  }
#endif
