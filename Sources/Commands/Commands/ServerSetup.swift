import HTTPAPI
import HTTPServer
import LakeServer
import Logging
import ServiceLifecycle
import SnapshotAPI
import SnapshotQueries
import Storage
import UnixSignals
import Web

/// The parts of a server, put together as the command line wants them.
struct ServerSetup {
  private let server: @Sendable (@escaping @Sendable (String) -> Void) -> HTTPServer
  private let services: [any Service]
  private let watcher: LakeWatcher?

  /// - Throws: `ObjectStoreError` where the inbox of the lake cannot be made.
  init(_ command: ServeCommand, _ lake: Lake) throws {
    let limits = ServerLimits()
    let cache = ResponseCache(maxBytes: limits.cachedBytes)
    let hosts = ServedHosts(
      listeningOn: command.host, allowing: command.allowHost, machine: ServedHosts.machineName)
    let events = EventFeed<LakeEvent>()
    var services: [any Service] = []
    var (watcher, uploads): (LakeWatcher?, UploadService?)
    switch lake {
    case .folder(let store):
      if !command.readOnly {
        let ingestion = LakeIngestion(
          store: store, settings: command.ingestion.settings, changed: { cache.clear() },
          report: { Terminal.printError($0) })
        services.append(try InboxService(ingestion))
        if hosts.isLocal || command.acceptUploads {
          uploads = UploadService(ingestion, maxBytes: command.uploadLimit << 20)
        }
      }
      watcher = LakeWatcher(
        root: store.root, report: { Terminal.printError($0) },
        changed: { event in
          // Cleared before anybody is told, so that whoever is told is given what is new.
          cache.clear()
          if let event { events.send(event) } else { events.endAll() }
        })
    case .bucket:
      Terminal.printError(
        "The inbox of \(command.options.lake) is not watched: a function of AWS ingests it.")
    }
    var features: Set<ServerFeature> = []
    if watcher != nil { features.insert(.events) }
    if uploads != nil { features.insert(.uploads) }
    let routes: [Route] = [
      .uploads(uploads?.accept), .events(watcher == nil ? nil : events.stream), .health(features),
    ]
    let service = Self.service(of: lake, and: routes, allowing: command.cors ?? .sameOrigin)
    let context = ServerContext(
      limits: limits, hosts: hosts, handlers: HTTPHandlers(service),
      log: command.quiet ? nil : AccessLog { Terminal.printError(bytes: $0) }, cache: cache)
    let (host, port) = (command.host, command.port)
    server = { HTTPServer(host: host, port: port, context: context, whenListening: $0) }
    self.services = services
    self.watcher = watcher
  }

  /// Room for what a million players are searched and compared by.
  private static let columnCacheBytes = 256 << 20

  private static func service(
    of lake: Lake, and routes: [Route], allowing cors: CORSPolicy
  ) -> HTTPService {
    HTTPService(
      SnapshotService(
        catalog: SnapshotCatalog(store: lake.store),
        engine: ParquetEngine(store: lake.store, columnBytes: columnCacheBytes)),
      and: routes, files: { Page.files }, allowing: cors,
      reportingTo: { Terminal.printError(Terminal.printable("error: \($0)")) })
  }

  /// Serves until the process gets SIGINT or SIGTERM.
  /// - Parameter whenListening: told the address once connections are taken.
  func run(whenListening: @escaping @Sendable (String) -> Void) async throws {
    defer { watcher?.cancel() }
    var logger = Logger(label: "standings")
    logger.logLevel = .error
    // They end in the opposite order: what is uploaded last is still taken.
    let group = ServiceGroup(
      services: services + [server(whenListening)],
      gracefulShutdownSignals: [.sigint, .sigterm], logger: logger)
    try await group.run()
  }
}
