import HTTPAPI
import JSON
import LiveScores
import Synchronization

/// The updates of one board as server-sent events (HTML Living Standard, section 9.2).
final class UpdateStream: BodySource, UpdateSubscriber {
  private enum Phase {
    case open
    case deleted(BoardID)
    case ended
  }

  private struct State {
    var phase = Phase.open
    var isGreeted = false
    var serial: UInt64 = 0
    /// Whether the server waits to be woken.
    var isIdle = false
    var seat: Int?
  }

  /// Keeps connections open through proxies.
  static let keepAlive = Array(":\n\n".utf8)
  private static let greeting = Array("retry: 1000\n\n".utf8)

  private let hub: UpdateHub
  private let number: Int64
  private let board: BoardID
  private let interest: UpdateInterest
  private let resumed: Int64?
  private let wake: @Sendable () -> Void
  private let state = Mutex(State())

  /// - Parameters:
  ///   - resumed: the version that the client has.
  ///   - wake: called when there is something to send again.
  init(
    _ hub: UpdateHub, board: Board, limit: Int, resumed: Int64?,
    wake: @escaping @Sendable () -> Void
  ) {
    self.hub = hub
    number = board.number
    self.board = board.id
    interest = UpdateInterest(limit: limit, player: nil)
    self.resumed = resumed
    self.wake = wake
  }

  /// Takes a seat and follows the board.
  func begin(_ board: Board, from client: ClientAddress) throws(ProblemDetails) {
    let seat = hub.seats.take(for: client) { self.change { $0.phase = .ended } }
    guard let seat else { throw .tooManySubscribers }
    state.withLock { $0.seat = seat }
    guard hub.follow(board, by: self, interest) != nil else {
      hub.seats.free(seat)
      throw .tooManyLimits
    }
  }

  func next() -> BodyPiece {
    state.withLock { state -> BodyPiece in
      switch state.phase {
      case .ended: return .end
      case .deleted(let board):
        state.phase = .ended
        let data = UpdateText.json { $0.member("leaderboard_id", board.text) }
        return .bytes(UpdateText.event("leaderboard_deleted", id: nil, data))
      case .open: break
      }
      guard state.isGreeted else {
        state.isGreeted = true
        return .bytes(Self.greeting)
      }
      if let snapshot = hub.state(of: number, for: interest)?.board,
        snapshot.serial > state.serial
      {
        let isFirst = state.serial == 0
        state.serial = snapshot.serial
        if !isFirst || !snapshot.isKnown(to: resumed) {
          return .bytes(snapshot.event(limit: interest.limit))
        }
      }
      state.isIdle = true
      return .pending
    }
  }

  func close() {
    hub.unfollow(number, by: self)
    if let seat = state.withLock({ $0.seat.take() }) { hub.seats.free(seat) }
  }

  func boardChanged(_ number: Int64) { change { _ in } }
  func boardDeleted(_ number: Int64) { change { [board] in $0.phase = .deleted(board) } }

  private func change(_ change: (inout State) -> Void) {
    let isIdle = state.withLock { state in
      change(&state)
      defer { state.isIdle = false }
      return state.isIdle
    }
    if isIdle { wake() }
  }
}
