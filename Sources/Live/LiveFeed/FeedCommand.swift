package import ArgumentParser
import Foundation
import Synchronization
import Time

/// Feeds a live leaderboard with the scores of invented players.
package struct FeedCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "standings-feed",
    abstract: "Feed a live leaderboard with the scores of invented players.",
    discussion: """
      Creates the leaderboard if there is none, puts all players on it, and sends scores until \
      Ctrl-C, or for a time. Each score has a key, so that it counts once, even if the server \
      is restarted meanwhile.

        standings-feed --leaderboard game1 --players 1000 --rate 100
      """)

  enum Game: String, ExpressibleByArgument, CaseIterable {
    case steady
    case battleRoyale = "battle-royale"
  }

  enum Transport: String, ExpressibleByArgument, CaseIterable {
    case http, websocket
  }

  @Option(
    name: [.long, .customLong("leaderboard", withSingleDash: true)],
    help: ArgumentHelp("The leaderboard.", valueName: "id"))
  var leaderboard = "game1"

  @Option(
    name: [.long, .customLong("players", withSingleDash: true)],
    help: ArgumentHelp("How many players there are.", valueName: "count"))
  var players = 1_000

  @Option(
    name: [.long, .customLong("rate", withSingleDash: true)],
    help: ArgumentHelp("Scores a second.", valueName: "count"))
  var rate = 100

  @Option(
    name: [.long, .customLong("duration", withSingleDash: true)],
    help: ArgumentHelp("How long to send; 0 goes on for ever.", valueName: "seconds"))
  var duration = 0

  @Flag(
    name: [.long, .customLong("initial-only", withSingleDash: true)],
    help: "Only put the players on the leaderboard.")
  var initialOnly = false

  @Option(help: "steady: random scores, the best counts. battle-royale: matches, scores add up.")
  var game = Game.steady

  @Option(help: "How scores are sent.")
  var transport = Transport.http

  @Option(help: ArgumentHelp("The server.", valueName: "url"))
  var url = "http://127.0.0.1:8080"

  @Option(
    help: ArgumentHelp(
      "A token of the server, or STANDINGS_TOKEN in the environment.", valueName: "token"))
  var token: String?

  package init() {}

  package func validate() throws {
    guard (1...1_000_000).contains(players) else {
      throw ValidationError("--players: found \(players), expected 1 to 1000000")
    }
    guard (0...100_000).contains(rate) else {
      throw ValidationError("--rate: found \(rate), expected 0 to 100000")
    }
    guard (0...31_536_000).contains(duration) else {
      throw ValidationError("--duration: found \(duration), expected 0 to 31536000")
    }
    guard let server = URL(string: url), server.host() != nil,
      ["http", "https"].contains(server.scheme)
    else { throw ValidationError("--url: found \(url), expected such as http://127.0.0.1:8080") }
    guard transport == .http || server.scheme == "http" else {
      throw ValidationError("--transport websocket: expected a URL with http")
    }
  }

  package func run() async throws {
    let work = Task { try await feed() }
    let signals = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number)
      source.setEventHandler { work.cancel() }
      source.resume()
      return source
    }
    defer { for source in signals { source.cancel() } }
    try await work.value
  }

  private func feed() async throws {
    var random = SystemRandomNumberGenerator()
    let names = FeedNames.make(players)
    switch game {
    case .steady: try await feed(SteadyGame(players: names), &random)
    case .battleRoyale: try await feed(BattleRoyale(players: names, &random), &random)
    }
  }

  private func feed(
    _ game: some FeedGame, _ random: inout some RandomNumberGenerator
  ) async throws {
    var game = game
    let token = token ?? ProcessInfo.processInfo.environment["STANDINGS_TOKEN"]
    let server = url.hasSuffix("/") ? String(url.dropLast()) : url
    let http = HTTPScoreSink(server, token: token)
    let feed = Feed(
      board: leaderboard, rate: initialOnly ? 0 : rate,
      duration: duration == 0 ? nil : .seconds(duration),
      run: String(UInt64.random(in: 0...UInt64.max, using: &random), radix: 36),
      clock: .system, report: { Self.print($0) })
    do {
      let mode = game.updateMode
      try await feed.untilAnswered { () throws(SendingError) in
        try await http.create(leaderboard, name: leaderboard, updateMode: mode)
      }
      let begin = feed.clock.uptime()
      let totals = try await feed.start(
        &game, to: sink(http, token), opening: true, &random)
      Self.print(totals.text(after: feed.clock.uptime() - begin))
      if totals.rejected > 0 { throw ExitCode(1) }
    } catch is CancellationError {
      return
    } catch let error as SendingError {
      Self.print("error: \(error)")
      throw ExitCode(3)
    }
  }

  private func sink(_ http: HTTPScoreSink, _ token: String?) -> any ScoreSink {
    guard transport == .websocket, let server = URL(string: url), let host = server.host() else {
      return http
    }
    return WebSocketScoreSink(host: host, port: server.port ?? 80, token: token)
  }

  private static func print(_ line: String) {
    FileHandle.standardError.write(Data("\(line)\n".utf8))
  }
}
