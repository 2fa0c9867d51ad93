package import HTTPAPI
import JSON
package import LiveBoards
import Synchronization

/// The API of live boards: the routes for scores, boards and ranks.
package struct LiveService: Sendable {
  package let boards: LiveBoards
  package let access: AccessPolicy
  package let limits: LiveLimits
  /// Makes the keys of submissions that come without one.
  package let newKey: @Sendable () -> String

  package init(
    boards: LiveBoards, access: AccessPolicy, limits: LiveLimits = LiveLimits(),
    newKey: (@Sendable () -> String)? = nil
  ) {
    self.boards = boards
    self.access = access
    self.limits = limits
    self.newKey = newKey ?? Self.keys()
  }

  /// In the order of the description.
  package var routes: [Route] {
    scoreRoutes + boardRoutes + rankingRoutes + playerRoutes + exportRoutes + contributionRoutes
  }

  /// Makes keys that nobody else makes: random numbers of the process, and a count.
  private static func keys() -> @Sendable () -> String {
    let random = [UInt64.random(in: 0...UInt64.max), UInt64.random(in: 0...UInt64.max)]
    let prefix = random.map { String($0, radix: 36) }.joined()
    let count = SharedCount()
    return { "\(prefix)-\(count.next())" }
  }

  /// The description's general part.
  static let info = OpenAPIInfo(
    title: "Standings live", version: "1.0.0",
    summary: "Leaderboards that move the moment a score comes in.",
    description: """
      Submit scores and read ranks. An answer to a submission is sent when the submission is \
      durable; a repeated one with the same key counts once.

      Successful answers have `success`, `data` and perhaps `meta`. Errors are problem documents \
      (RFC 9457) with a `code` that never changes and `success` false. Reads have strong entity \
      tags: a request with a matching `If-None-Match` gets 304. Unknown parameters and members are \
      rejected. Clients choose ids and names freely: escape them. Objects may gain members.
      """)
}

/// How many entries a request may ask for.
package struct LiveLimits: Hashable, Sendable {
  package var defaultLimit = 100
  package var maxLimit = 1_000

  package init(defaultLimit: Int = 100, maxLimit: Int = 1_000) {
    self.defaultLimit = defaultLimit
    self.maxLimit = maxLimit
  }
}

extension HTTPService {
  /// The API of live boards.
  /// - Parameters:
  ///   - routes: of the service, and the server's own.
  ///   - files: the page's.
  package convenience init(
    live routes: [Route], files: @escaping @Sendable () -> [String: StaticFile] = { [:] },
    allowing cors: CORSPolicy = .anyOrigin,
    reportingTo report: @escaping @Sendable (any Error) -> Void = { _ in }
  ) {
    self.init(
      routes: routes, describedBy: LiveService.info, files: files, allowing: cors,
      requestHeaders: ["Authorization", "Content-Type", "Idempotency-Key", "If-None-Match"],
      problemMembers: [
        ProblemMember("success", "false", schema: ["type": "boolean", "const": false])
      ],
      problem: { LiveService.problem(of: $0) }, reportingTo: report)
  }
}

private final class SharedCount: Sendable {
  private let count = Atomic(0)

  func next() -> Int { count.add(1, ordering: .relaxed).newValue }
}
