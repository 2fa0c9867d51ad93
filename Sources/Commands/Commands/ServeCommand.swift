import ArgumentParser
import HTTPAPI
import HTTPServer

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve the API and the page, and ingest uploads.",
    discussion: """
      Drop an export onto the page, or copy it into the lake's inbox under its kingdom and date, \
      and its boards appear:

        lake/inbox/source=rok_players/kingdom=51/dt=2026-01-26/players.csv

      Uploads over HTTP are accepted only if --host is an address that no other machine can \
      reach. --accept-uploads accepts them on any address.

      Only pages of this server may read the API from a browser, unless --allow-origin names others.

      With a lake in S3, the server serves the API and the page; the function that S3 notifies \
      ingests the inbox.

      Ends cleanly on Ctrl-C (SIGINT) and SIGTERM.
      """)

  @Option(help: ArgumentHelp("The address to listen on.", valueName: "address"))
  var host = "127.0.0.1"

  @Option(help: ArgumentHelp("The port to listen on; 0 takes a free one.", valueName: "port"))
  var port = 8080

  @Option(
    help: ArgumentHelp(
      "Another host name of this server, such as that of a proxy; * allows any.",
      valueName: "name"))
  var allowHost: [String] = []

  @Option(
    help: ArgumentHelp(
      "A web site whose pages may read the API, such as https://example.org; * allows any.",
      valueName: "origin"))
  var allowOrigin: [String] = []

  @Flag(help: "Accept uploads over HTTP from other machines too.")
  var acceptUploads = false

  @Flag(help: "Accept no uploads, neither over HTTP nor from the inbox.")
  var readOnly = false

  @Option(
    help: ArgumentHelp("The largest upload accepted over HTTP.", valueName: "megabytes"))
  var uploadLimit = 1_024

  @Flag(help: "Log no requests.")
  var quiet = false

  @OptionGroup var ingestion: IngestionOptions
  @OptionGroup var options: LakeOptions

  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("--port: found \(port), expected 0 to 65535")
    }
    guard (1...1_048_576).contains(uploadLimit) else {
      throw ValidationError("--upload-limit: found \(uploadLimit), expected 1 to 1048576")
    }
    guard cors != nil else {
      throw ValidationError(
        """
        --allow-origin: found \(allowOrigin.joined(separator: ", ")), expected * alone, or origins \
        such as https://example.org
        """)
    }
    guard !(readOnly && acceptUploads) else {
      throw ValidationError("--accept-uploads and --read-only exclude each other")
    }
  }

  /// Whose pages may read the API: those of the server itself unless told; `nil` where what was
  /// told is no list of origins.
  var cors: CORSPolicy? {
    allowOrigin.isEmpty ? .sameOrigin : CORSPolicy(allowOrigin.joined(separator: ","))
  }

  func run() async throws {
    let setup = try ServerSetup(self, options.open())
    do {
      // Not a result: the server is as useful to whoever has closed this stream.
      try await setup.run { address in Terminal.printIfPossible("Standings: \(address)\n") }
    } catch let error where ListeningFailure.describes(error) {
      throw ExitStatus(
        code: .wrongUsage,
        message:
          "error: cannot listen on \(host), port \(port): \(ListeningFailure.reason(error))")
    }
  }
}
