import ArgumentParser
import HTTPServer
import LiveServer
import Logging
import ServiceLifecycle
import UnixSignals
import Web

/// `live-leaderboards`: serves live boards.
struct LiveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "live-leaderboards",
    abstract: "Serve leaderboards that move the moment a score comes in.",
    discussion: """
      Without a configuration the server listens on http://127.0.0.1:8080 and keeps its data in \
      ./live-data. Programs of this machine may then do everything; other machines only read, and \
      only if --host is an address that they reach. Tokens are in the configuration (auth.tokens).

      Ends cleanly on Ctrl-C (SIGINT) and SIGTERM: requests in progress are answered. What was \
      answered is on the disk.

      Exit codes: 0 done, 2 wrong usage or configuration, 3 the data cannot be used, 4 Standings \
      failed.
      """,
    version: "live-leaderboards 0.1.0", subcommands: [BackupCommand.self, ExportCommand.self])

  @OptionGroup var options: ConfigurationOptions

  @Option(help: ArgumentHelp("The address to listen on.", valueName: "address"))
  var host: String?

  @Option(help: ArgumentHelp("The port to listen on; 0 takes a free one.", valueName: "port"))
  var port: Int?

  @Flag(help: "Create the board 'demo' with invented players, unless there is one.")
  var demo = false

  @Flag(help: "Check the configuration, print it is right, and end.")
  var checkConfig = false

  func validate() throws {
    if let port, !(0...65_535).contains(port) {
      throw ValidationError("--port: found \(port), expected 0 to 65535")
    }
  }

  func run() async throws {
    var configuration = try options.load()
    if let host { configuration.server.host = host }
    if let port { configuration.server.port = port }
    if checkConfig {
      for notice in configuration.notices { print("note: \(notice)") }
      return print("The configuration is right.")
    }
    try await serve(configuration)
  }

  private func serve(_ configuration: LiveConfiguration) async throws {
    let level = Logger.Level(rawValue: configuration.log.level.rawValue) ?? .info
    let logger = Logger(label: "live-leaderboards") { _ in JSONLogHandler(level: level) }
    for notice in configuration.startNotices { logger.warning("\(notice)") }
    let setup = LiveServerSetup(
      configuration, isDemo: demo, logger: logger, files: { LivePage.files },
      whenListening: { address in
        logger.info("listening", metadata: ["address": "\(address)"])
        StandardOutput.write("Live leaderboards: \(address)\n")
      })
    var quiet = logger
    quiet.logLevel = .error
    let group = ServiceGroup(
      services: setup.services, gracefulShutdownSignals: [.sigint, .sigterm], logger: quiet)
    do {
      try await group.run()
    } catch let error where ListeningFailure.describes(error) {
      throw ExitStatus(
        listeningOn: configuration.server.host, configuration.server.port, error)
    }
  }
}
