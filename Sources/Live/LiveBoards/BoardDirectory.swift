import LiveScores
import ScoreLog
import Synchronization
import Time

/// The boards in use, by id and by number.
final class BoardDirectory: Sendable {
  /// A board as it is until it changes; a class, because every reading is given one.
  final class Entry: Sendable {
    let board: Board
    /// The sequence since which the board has its definition and its reset, or a later one.
    let changedAt: Int64
    private let remembered = Mutex(RememberedPeriod())

    init(board: Board, changedAt: Int64) {
      self.board = board
      self.changedAt = changedAt
    }

    /// The period of a moment.
    func period(at instant: Instant) -> Period {
      remembered.withLock { $0.period(of: board, at: instant) }
    }
  }

  private struct State {
    var numbers: [BoardID: Int64] = [:]
    var entries: [Int64: Entry] = [:]
  }

  private let state: Mutex<State>

  /// - Parameter sequence: the log's last one.
  init(_ boards: [Board], at sequence: Int64) {
    var state = State()
    for board in boards {
      state.numbers[board.id] = board.number
      state.entries[board.number] = Entry(board: board, changedAt: sequence)
    }
    self.state = Mutex(state)
  }

  /// In the order of their ids.
  var all: [Board] {
    state.withLock { $0.entries.values.map(\.board).sorted { $0.id < $1.id } }
  }

  subscript(id: BoardID) -> Entry? {
    state.withLock { state in state.numbers[id].flatMap { state.entries[$0] } }
  }

  subscript(number: Int64) -> Board? { state.withLock { $0.entries[number]?.board } }

  /// - Parameters:
  ///   - board: the board after an event, or after a later one; `nil` if it is deleted.
  ///   - event: ignored if a later one of the board is known.
  func set(_ board: Board?, of event: LogEvent) {
    state.withLock { state in
      let known = state.entries[event.board]
      if let known, known.changedAt > event.sequence { return }
      guard let board else {
        state.entries[event.board] = nil
        if let id = known?.board.id, state.numbers[id] == event.board { state.numbers[id] = nil }
        return
      }
      state.entries[board.number] = Entry(board: board, changedAt: event.sequence)
      state.numbers[board.id] = board.number
    }
  }
}
