import HTTP
import HTTPAPI
import JSON
import LiveBoards
import LiveScores
import RankIndex
import ScoreLog
import Synchronization

extension LiveService {
  var exportRoutes: [Route] {
    ExportForm.allCases.map { form in
      Route(
        .get, "/api/v1/leaderboards/{id}/export.\(form.rawValue)",
        parameters: [.board, .period], forms: [],
        describedAs: OpenAPIOperation(
          form.operation, tags: ["ranks"], summary: "All ranked players as \(form.name)",
          description: """
            Streamed in the order of the places. A player whose score changes meanwhile can be \
            missing or come twice.
            """,
          responses: [
            OpenAPIResponse(
              200,
              [
                "description": "The players.",
                "content": .object(of: form.mediaType, ["schema": .string()]),
              ]), .badRequest, .tokenRequired, .forbiddenToken, .unknown, .tooManyRequests,
            .internalError, .unavailableLog, .timedOut,
          ]),
        action: reading { try await export($0, form) })
    }
  }

  private func export(_ request: RouteRequest, _ form: ExportForm) async throws -> HTTPResponse {
    let view = try await view(request)
    let name = "\(view.board.id.text).\(form.rawValue)"
    return HTTPResponse(
      status: 200,
      headers: [
        "Content-Type": form.contentType, "Cache-Control": CacheControl.never,
        "Content-Disposition": "attachment; filename=\"\(name)\"",
      ],
      stream: BodyStream { _, _ in
        ExportSource(view, form) {
          (try? boards.board(view.board.id))?.number == view.board.number
        }
      })
  }
}

extension OpenAPINode {
  fileprivate static func object(of name: String, _ node: OpenAPINode) -> OpenAPINode {
    .object([(name: name, node: node)])
  }
}

private enum ExportForm: String, CaseIterable {
  case ndjson, csv

  var name: String { rawValue.uppercased() }
  var operation: String { "export\(name)" }

  var mediaType: String {
    switch self {
    case .ndjson: "application/x-ndjson"
    case .csv: "text/csv"
    }
  }

  var contentType: String { self == .csv ? "text/csv; charset=utf-8" : mediaType }
}

/// Produces the players of a board piece by piece.
private final class ExportSource: BodySource {
  private struct State {
    var last: BoardEntry?
    var hasBegun = false
    var hasEnded = false
  }

  private static let entriesOfPiece = 500

  private let view: BoardView
  private let form: ExportForm
  private let isInUse: @Sendable () -> Bool
  private let state = Mutex(State())

  /// - Parameter isInUse: whether the board has not been deleted.
  init(_ view: BoardView, _ form: ExportForm, whileInUse isInUse: @escaping @Sendable () -> Bool) {
    self.view = view
    self.form = form
    self.isInUse = isInUse
  }

  func next() -> BodyPiece {
    state.withLock { state in
      if state.hasEnded { return .end }
      guard isInUse() else { return .abort }
      let entries = entries(after: state.last)
      defer { state.hasBegun = true }
      state.last = entries.last ?? state.last
      state.hasEnded = entries.count < Self.entriesOfPiece
      let bytes = bytes(of: entries, isFirst: !state.hasBegun)
      return bytes.isEmpty ? .end : .bytes(bytes)
    }
  }

  func close() {}

  private func entries(after last: BoardEntry?) -> [BoardEntry] {
    let page =
      if let last {
        view.entries(behindScore: last.score, sequence: last.sequence, count: Self.entriesOfPiece)
      } else {
        view.entries(in: 1..<(Self.entriesOfPiece + 1))
      }
    return page.entries
  }

  private func bytes(of entries: [BoardEntry], isFirst: Bool) -> [UInt8] {
    let scale = view.board.definition.scale
    switch form {
    case .ndjson:
      var bytes: [UInt8] = []
      for entry in entries {
        var json = JSONWriter()
        entry.write(to: &json, scale: scale)
        bytes += json.utf8
        bytes.append(UInt8(ascii: "\n"))
      }
      return bytes
    case .csv:
      let header = ["rank", "player_id", "score"]
      var table = CSVText(header)
      for entry in entries {
        table.add([
          String(entry.rank), CSVText.guarded(entry.player.text), scale.text(entry.score),
        ])
      }
      if isFirst { return table.file }
      return Array(table.text.utf8.dropFirst(CSVText(header).text.utf8.count))
    }
  }
}
