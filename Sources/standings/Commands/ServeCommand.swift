#if Server
  import ArgumentParser
  import DataLake
  import Ingestion
  import LeaderboardAPI
  import Querying
  import ServiceLifecycle
  import Web

  struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "serve",
      abstract: "Serve the API and the page, and ingest what is dropped into the inbox.",
      discussion: """
        Drop an export into the lake's inbox, under its kingdom and date, and its boards appear:

          lake/inbox/source=rok_players/kingdom=51/dt=2026-01-26/players.csv

        Of a lake in S3 the API and the page are served; its inbox is the business of the function \
        that S3 notifies.

        Ends cleanly on Ctrl-C (SIGINT) and SIGTERM.
        """)

    @Option(help: ArgumentHelp("The address to listen on.", valueName: "address"))
    var host = "127.0.0.1"

    @Option(help: ArgumentHelp("The port to listen on; 0 takes a free one.", valueName: "port"))
    var port = 8080

    @OptionGroup var ingestion: IngestionOptions
    @OptionGroup var options: LakeOptions

    func validate() throws {
      guard (0...65_535).contains(port) else {
        throw ValidationError("--port: found \(port), expected 0 to 65535")
      }
    }

    func run() async throws {
      let lake = try options.open()
      let service = LeaderboardService(
        catalog: SnapshotCatalog(store: lake.store), engine: ParquetEngine(store: lake.store),
        files: StaticFile.byPath(Page.files), reportingTo: { Terminal.tell("error: \($0)") })
      let server = LocalServer(
        host: host, port: port, api: service, services: try await services(of: lake))
      do {
        try await server.run { address in
          Terminal.give("Standings: \(address)\n")
        }
      } catch let error where ListeningFailure.describes(error) {
        throw ExitStatus(
          code: .wrongUsage,
          message:
            "error: cannot listen on \(host), port \(port): \(ListeningFailure.reason(error))")
      }
    }

    /// In a bucket, the function that S3 notifies ingests what is uploaded.
    private func services(of lake: Lake) async throws -> [any Service] {
      switch lake {
      case .folder(let store):
        let pipeline = IngestionPipeline(store: store, settings: ingestion.settings)
        let inbox = Inbox(store: store, pipeline: pipeline)
        try await inbox.prepare()
        return [InboxService(inbox: inbox)]
      case .bucket:
        Terminal.tell("The inbox of \(options.lake) is not watched: its function ingests.")
        return []
      }
    }
  }
#endif
