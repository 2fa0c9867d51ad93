import LiveScores
import Synchronization

/// The boards in use, by id and by number.
final class BoardDirectory: Sendable {
  private struct State {
    var byID: [BoardID: Board] = [:]
    var byNumber: [Int64: Board] = [:]
  }

  private let state = Mutex(State())

  init(_ boards: [Board]) { replace(by: boards) }

  /// In the order of their ids.
  var all: [Board] { state.withLock { $0.byID.values.sorted { $0.id < $1.id } } }

  subscript(id: BoardID) -> Board? { state.withLock { $0.byID[id] } }

  subscript(number: Int64) -> Board? { state.withLock { $0.byNumber[number] } }

  func replace(by boards: [Board]) {
    state.withLock { state in
      state.byID = Dictionary(boards.map { ($0.id, $0) }) { _, last in last }
      state.byNumber = Dictionary(boards.map { ($0.number, $0) }) { _, last in last }
    }
  }
}
