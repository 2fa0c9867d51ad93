import ArgumentParser
import Foundation
import NIOCore
import NIOPosix
import Storage
import Testing

@testable import Commands

/// `serve` as a whole: its routes, its options, and that what comes into the lake is seen.
@Suite(.timeLimit(.minutes(1))) struct ServeCommandTests {
  /// Serves the lake while the body runs.
  private func serve(
    _ lake: CommandLake, _ arguments: [String] = [],
    body: @escaping @Sendable (_ port: Int) async throws -> Void
  ) async throws {
    let command = try #require(
      try StandingsCommand.parseAsRoot(
        ["serve", "--port", "0", "--quiet", "--lake", lake.lake] + arguments) as? ServeCommand)
    let (addresses, continuation) = AsyncStream.makeStream(of: String.self)
    let silent = OutputStreams { _, _ in nil }
    try await Terminal.$streams.withValue(silent) {
      let setup = try ServerSetup(command, command.options.open())
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try? await setup.run { continuation.yield($0) } }
        var iterator = addresses.makeAsyncIterator()
        let address = try #require(await iterator.next())
        try await body(try #require(address.split(separator: ":").last.flatMap { Int($0) }))
        group.cancelAll()
      }
    }
  }

  /// Sends a request of HTTP/1.0, and reads all of the answer until a text has come.
  private func send(
    _ request: String, to port: Int, host: String = "localhost", until text: String? = nil,
    headers: String = "", type: String? = nil, body: String = ""
  ) async throws -> String {
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    return try await channel.executeThenClose { inbound, outbound in
      let length = body.isEmpty ? "" : "Content-Length: \(body.utf8.count)\r\n"
      let type = type.map { "Content-Type: \($0)\r\n" } ?? ""
      let head = "\(request) HTTP/1.0\r\nHost: \(host)\r\n\(headers)\(length)\(type)\r\n"
      try await outbound.write(ByteBuffer(string: head + body))
      var received = ""
      for try await bytes in inbound {
        received += String(buffer: bytes)
        if let text, received.contains(text) { break }
      }
      return received
    }
  }

  @Test func boardsAndThePageAreServed() async throws {
    try await withCommandLake { lake in
      try await lake.fill()
      try await serve(lake) { port in
        let board = try await send("GET /v1/kingdoms/51/leaderboards/power", to: port)
        #expect(board.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(board.contains(#""total_players":3"#))
        let page = try await send("GET /", to: port)
        #expect(page.contains("Content-Type: text/html"))
        let health = try await send("GET /v1/health", to: port)
        #expect(health.hasSuffix(#"{"status":"ok","features":["events","uploads"]}"#))
        #expect(try await send("GET /nothing", to: port).hasPrefix("HTTP/1.1 404 Not Found\r\n"))
      }
    }
  }

  @Test func anUploadOverHTTPBecomesABoard() async throws {
    try await withCommandLake { lake in
      try await serve(lake) { port in
        let answer = try await send(
          "POST /v1/uploads?file=a.csv&kingdom=51&date=2026-01-26", to: port,
          type: "application/octet-stream", body: "id,power\n7,1\n")
        #expect(answer.hasPrefix("HTTP/1.1 201 Created\r\n"))
        let board = try await send("GET /v1/kingdoms/51/leaderboards/power", to: port)
        #expect(board.contains(#""total_players":1"#))
      }
    }
  }

  @Test func aFileInTheInboxIsToldOfAndBecomesABoard() async throws {
    try await withCommandLake { lake in
      try await serve(lake) { port in
        async let events = send("GET /v1/events", to: port, until: #"event: upload"#)
        let folder = URL(
          filePath: "\(lake.lake)/inbox/source=rok_players/kingdom=51/dt=2026-01-26")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data("id,power\n7,1\n".utf8).write(to: folder.appending(path: "players.csv"))
        let text = try await events
        #expect(text.contains("Content-Type: text/event-stream\r\n"))
        let board = try await send("GET /v1/kingdoms/51/leaderboards/power", to: port)
        #expect(board.contains(#""total_players":1"#))
      }
    }
  }

  @Test func aReadOnlyServerTakesNothing() async throws {
    try await withCommandLake { lake in
      try await lake.fill()
      try await serve(lake, ["--read-only"]) { port in
        let health = try await send("GET /v1/health", to: port)
        #expect(health.hasSuffix(#""features":["events"]}"#))
        let upload = try await send("POST /v1/uploads", to: port)
        #expect(upload.hasPrefix("HTTP/1.1 404 Not Found\r\n"))
        #expect(!FileManager.default.fileExists(atPath: "\(lake.lake)/inbox"))
      }
    }
  }

  @Test func aPortThatIsTakenIsWrongUsage() async throws {
    try await withCommandLake { lake in
      try await serve(lake) { port in
        let run = await lake.run("serve", "--port", "\(port)")
        #expect(run.code == .wrongUsage)
        #expect(
          run.messages.contains(
            "error: cannot listen on 127.0.0.1, port \(port): it is in use; choose another"))
      }
    }
  }

  @Test(arguments: [([], false), (["--accept-uploads"], true)])
  func uploadsOfOtherMachinesAreTakenOnRequestAlone(
    arguments: [String], areTaken: Bool
  ) async throws {
    try await withCommandLake { lake in
      try await serve(lake, ["--host", "0.0.0.0"] + arguments) { port in
        let health = try await send("GET /v1/health", to: port)
        #expect(health.contains(#""uploads""#) == areTaken)
        let answer = try await send(
          "POST /v1/uploads?file=a.csv&kingdom=51&date=2026-01-26", to: port,
          type: "application/octet-stream", body: "id,power\n7,1\n")
        #expect(answer.hasPrefix(areTaken ? "HTTP/1.1 201 " : "HTTP/1.1 404 "))
      }
    }
  }

  @Test func anUploadBeyondTheLimitIsRefused() async throws {
    try await withCommandLake { lake in
      try await serve(lake, ["--upload-limit", "1"]) { port in
        let answer = try await send(
          "POST /v1/uploads?file=a.csv&kingdom=51&date=2026-01-26", to: port,
          type: "application/octet-stream", body: String(repeating: "1", count: 1 << 20 + 1))
        #expect(answer.hasPrefix("HTTP/1.1 413 "))
      }
    }
  }

  @Test func otherOriginsAndHostsNeedPermission() async throws {
    try await withCommandLake { lake in
      try await lake.fill()
      try await serve(
        lake, ["--allow-origin", "https://a.example", "--allow-host", "boards.example"]
      ) { port in
        let board = "GET /v1/kingdoms/51/leaderboards/power"
        let allowed = try await send(board, to: port, headers: "Origin: https://a.example\r\n")
        #expect(allowed.contains("Access-Control-Allow-Origin: https://a.example\r\n"))
        let other = try await send(board, to: port, headers: "Origin: https://b.example\r\n")
        #expect(other.hasPrefix("HTTP/1.1 200 ") && !other.contains("Access-Control-Allow-Origin"))
        let named = try await send(board, to: port, host: "boards.example")
        #expect(named.hasPrefix("HTTP/1.1 200 "))
        let foreign = try await send(board, to: port, host: "rebound.example")
        #expect(foreign.hasPrefix("HTTP/1.1 403 "))
      }
    }
  }
}
