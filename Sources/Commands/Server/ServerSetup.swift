import Concurrency
import HTTPAPI
import Logging
import NIOCore
import ServiceLifecycle
import SnapshotAPI
import SnapshotIngestion
import SnapshotQueries
import Storage
import UnixSignals
import Web

/// The parts of a server, put together as the command line wants them.
struct ServerSetup {
  private let server: @Sendable (@escaping @Sendable (String) -> Void) -> LocalServer
  private let services: [any Service]
  private let watcher: LakeWatcher?

  /// - Throws: `ObjectStoreError` where the inbox of the lake cannot be made.
  init(_ command: ServeCommand, _ lake: Lake) async throws {
    let limits = ServerLimits()
    let ready = ResponseCache(maxBytes: limits.readyBytes)
    let hosts = ServedHosts(
      listeningOn: command.host, allowing: command.allowHost,
      machine: ServedHosts.machineName)
    var services: [any Service] = []
    var (watcher, uploads): (LakeWatcher?, UploadService?)
    let events = EventFeed(maxSubscribers: limits.subscribers)
    switch lake {
    case .folder(let store):
      let limiter = ConcurrencyLimiter(atOnce: 1, waiting: limits.uploadsAtOnce + 1)
      let settings = command.ingestion.settings
      if !command.readOnly {
        let inbox = Inbox(
          store: store, pipeline: IngestionPipeline(store: store, settings: settings),
          limiter: limiter, changed: { ready.clear() })
        try await inbox.prepare()
        services.append(InboxService(inbox: inbox))
      }
      watcher = LakeWatcher(root: store.root) { event in
        // Forgotten before anybody is told, so that whoever is told is given what is new.
        ready.clear()
        if let event { events.tell(event) } else { events.tellOfLoss() }
      }
      if !command.readOnly, hosts.isLocal || command.acceptUploads {
        uploads = UploadService(
          store: store, settings: settings, maxBytes: command.uploadLimit << 20,
          maxAtOnce: limits.uploadsAtOnce, limiter: limiter, changed: { ready.clear() })
      }
    case .bucket:
      Terminal.printError(
        "The inbox of \(command.options.lake) is not watched: its function ingests.")
    }
    var features: Set<ServerFeature> = []
    if watcher != nil { features.insert(.events) }
    if uploads != nil { features.insert(.uploads) }
    let api = Self.api(of: lake, features, allowing: command.cors ?? .sameOrigin)
    let parts = ServerParts(
      limits: limits, hosts: hosts, api: api,
      log: command.quiet ? nil : AccessLog(), ready: ready,
      events: watcher == nil ? nil : events, uploads: uploads)
    let (host, port) = (command.host, command.port)
    server = { LocalServer(host: host, port: port, parts: parts, whenListening: $0) }
    self.services = services
    self.watcher = watcher
  }

  /// Room for what a million players are searched and compared by.
  private static let keptColumnBytes = 256 << 20

  private static func api(
    of lake: Lake, _ features: Set<ServerFeature>, allowing cors: CORSPolicy
  ) -> LeaderboardService {
    LeaderboardService(
      catalog: SnapshotCatalog(store: lake.store),
      engine: ParquetEngine(store: lake.store, columnBytes: keptColumnBytes),
      files: { Page.files }, allowing: cors, features: features,
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
