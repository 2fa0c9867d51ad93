package import HTTPAPI
import HTTPServer
package import LiveAPI

/// How a server of live boards runs: what `config.yaml`, the environment and the command line say.
package struct LiveConfiguration: Hashable, Sendable {
  package var server = Server()
  /// The folder of the log and what belongs to it. It is created if its parent exists.
  package var dataFolder = "live-data"
  package var access = Access()
  /// The sites whose pages may read the API in a browser.
  package var origins = CORSPolicy.sameOrigin
  package var limits = Limits()
  package var maintenance = Maintenance()
  /// Entries of a page if the client states no limit.
  package var defaultLimit = 100
  /// Entries of a page at most.
  package var maxLimit = 1_000
  /// How long a key of a submission is known.
  package var keyLifetime = Duration.seconds(7 * 86_400)
  package var log = Log()
  /// What an operator should know about settings that are accepted, a sentence each.
  package var notices: [String] = []

  package init() {}

  /// The notices, and that others may only read if nobody has a token.
  package var startNotices: [String] {
    let isLocal = ServedHosts(listeningOn: server.host).isLocal
    guard !isLocal, access.tokens.isEmpty else { return notices }
    return notices + [
      "No tokens are configured (auth.tokens), so other machines may read and not submit."
    ]
  }

  package struct Server: Hashable, Sendable {
    package var host = "127.0.0.1"
    /// 0 takes a free one.
    package var port = 8080
    /// For the head of a request, and for a pause within its body.
    package var readTimeout = Duration.seconds(5)
    /// For working out an answer, and for a pause while it is sent.
    package var writeTimeout = Duration.seconds(10)
    /// Between the requests of a connection.
    package var idleTimeout = Duration.seconds(120)
    /// For requests in progress when the server ends, and for the farewell of sockets.
    package var shutdownTimeout = Duration.seconds(3)
    /// Further names of this server, such as that of a proxy; `*` allows any.
    package var allowedHosts: [String] = []
  }

  /// Who may do what.
  package struct Access: Hashable, Sendable {
    package struct Token: Hashable, Sendable {
      /// For logs and metrics.
      package var name: String
      package var secret: String
      package var scopes: Set<AccessScope>
      /// Requests and submissions a second; `nil` for no limit.
      package var rateLimit: Int?
    }

    package var tokens: [Token] = []
    /// Whether reading needs no token.
    package var hasPublicReads = true
  }

  /// What waits for the log at most.
  package struct Limits: Hashable, Sendable {
    package var waitingSubmissions = 20_000
    package var waitingBytes = 32 << 20
    /// Submissions of a commit.
    package var commitSize = 1_000
  }

  /// The work of `sync`: forgetting what the log need not keep.
  package struct Maintenance: Hashable, Sendable {
    package var isEnabled = true
    package var interval = Duration.seconds(30 * 60)
    /// Rows of a step.
    package var batchSize = 1_000
  }

  package struct Log: Hashable, Sendable {
    package enum Level: String, CaseIterable, Sendable {
      case trace, debug, info, notice, warning, error, critical
    }

    package var level = Level.info
    /// Whether each request is a line.
    package var hasRequests = true
  }
}
