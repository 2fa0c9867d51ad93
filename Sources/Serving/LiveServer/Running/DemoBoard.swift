import LiveBoards
import LiveScores

/// A board with invented players, for a first look.
enum DemoBoard {
  private static let id = "demo"
  private static let players = [
    "Amber Fox", "Basalt", "Cinder", "Dune Rider", "Ember", "Frostbite", "Gale", "Halcyon",
    "Iron Lark", "Juniper", "Kestrel", "Lumen", "Mistral", "Nimbus", "Onyx", "Pinewood", "Quill",
    "Rook", "Saffron", "Tempest",
  ]

  /// Creates the board and its players, unless there is a board of its id.
  /// - Returns: whether it was created.
  /// - Throws: what `LiveBoards` throws.
  static func create(on boards: LiveBoards) async throws -> Bool {
    let board = try BoardID(id)
    guard !boards.boards.contains(where: { $0.id == board }) else { return false }
    _ = try await boards.create(BoardDefinition(id: board, name: "Demo"))
    var submissions: [Submission] = []
    for (index, name) in players.enumerated() {
      submissions.append(
        Submission(
          board: board, player: try PlayerID(name), score: Int64(10_000 - index * index * 17),
          key: try SubmissionKey("demo-\(index)")))
    }
    _ = try await boards.submit(submissions)
    return true
  }
}
