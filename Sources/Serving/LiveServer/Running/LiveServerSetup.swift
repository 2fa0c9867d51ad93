import Failures
package import HTTPAPI
import HTTPServer
import LiveAPI
import LiveBoards
import LiveUpdates
package import Logging
package import ServiceLifecycle

/// The parts of a server of live boards, put together as its configuration wants them.
package struct LiveServerSetup {
  /// To be run as one group, which ends them in the opposite order: first the server, so that
  /// requests in progress are answered, then the store.
  package let services: [any Service]

  /// - Parameters:
  ///   - isDemo: creates the demo board if there is none.
  ///   - files: of the page, by path.
  ///   - whenListening: called with the address when connections are accepted.
  package init(
    _ configuration: LiveConfiguration, isDemo: Bool, logger: Logger,
    files: @escaping @Sendable () -> [String: StaticFile],
    whenListening: @escaping @Sendable (String) -> Void
  ) {
    let gate = ReadinessGate()
    let metrics = LiveMetrics()
    let hosts = ServedHosts(
      listeningOn: configuration.server.host, allowing: configuration.server.allowedHosts,
      machine: ServedHosts.machineName)
    let hasLog = configuration.log.hasRequests && configuration.log.level <= .info
    let cache = ResponseCache(maxBytes: configuration.server.limits.cachedBytes)
    let context = ServerContext(
      limits: configuration.server.limits, hosts: hosts, handlers: gate.handlers,
      log: hasLog ? AccessLog(form: .json, write: StandardError.write) : nil,
      cache: cache,
      answered: { metrics.noteRequest(status: $0, after: $1) })
    let hub = UpdateHub(reportingTo: {
      logger.error("a board cannot be read for its subscribers", metadata: ["error": "\($0)"])
    })
    let store = LiveStore(
      configuration, logger: logger,
      changed: { boards in
        // Cleared before anybody is told, so that whoever is told is given what is new.
        cache.clear()
        hub.observer(boards)
      },
      committed: { metrics.noteCommit($0) },
      restored: { opened in
        if isDemo, try await DemoBoard.create(on: opened.boards) {
          logger.info("the board 'demo' is created")
        }
        gate.open(
          Self.service(
            configuration, opened, hub, metrics, context, files, logger))
      }, whileOpen: { await hub.run(reading: $0) })
    let server = HTTPServer(
      host: configuration.server.host, port: configuration.server.port, context: context,
      whenListening: whenListening)
    services = [store, server]
  }

  private static func service(
    _ configuration: LiveConfiguration, _ opened: LiveStore.Opened, _ hub: UpdateHub,
    _ metrics: LiveMetrics, _ context: ServerContext,
    _ files: @escaping @Sendable () -> [String: StaticFile], _ logger: Logger
  ) -> HTTPService {
    let folder = DataFolder(configuration.dataFolder)
    let metricsRoute = Route.metrics {
      var gauges = LiveMetrics.Gauges()
      gauges.isReady = await opened.boards.problem() == nil
      gauges.boardCount = opened.boards.boards.count
      gauges.playerCount = opened.boards.playerCount
      gauges.waitingSubmissions = opened.boards.waitingCount
      gauges.openConnections = context.openConnectionCount
      gauges.updateConnections = hub.connectionCount
      gauges.logBytes = folder.logBytes
      gauges.logSequence = opened.boards.appliedSequence
      gauges.residentBytes = ProcessMemory.residentBytes
      return metrics.text(gauges)
    }
    let live = LiveService(
      boards: opened.boards, access: configuration.access.policy,
      limits: LiveLimits(
        defaultLimit: configuration.defaultLimit, maxLimit: configuration.maxLimit))
    let updates = UpdateService(live, hub: hub, allowing: configuration.origins)
    let health = Route.health { await opened.boards.problem()?.description }
    return HTTPService(
      live: live.routes + updates.routes + health + [metricsRoute], files: files,
      allowing: configuration.origins,
      reportingTo: { logger.error("a request failed", metadata: ["error": "\($0)"]) })
  }
}

extension LiveConfiguration.Log.Level: Comparable {
  package static func < (left: Self, right: Self) -> Bool {
    (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
  }
}

extension LiveConfiguration.Access {
  var policy: AccessPolicy {
    AccessPolicy(
      tokens: tokens.compactMap { token in
        AccessToken(
          token.secret, name: token.name, scopes: token.scopes,
          rate: token.rateLimit.map(Double.init))
      }, hasPublicReads: hasPublicReads)
  }
}

extension LiveConfiguration.Server {
  var limits: ServerLimits {
    var limits = ServerLimits()
    limits.headTime = readTimeout
    limits.bodyPause = readTimeout
    limits.answerTime = writeTimeout
    limits.drainTime = writeTimeout
    limits.streamPatience = writeTimeout
    limits.idleTime = idleTimeout
    limits.endTime = shutdownTimeout
    return limits
  }
}
