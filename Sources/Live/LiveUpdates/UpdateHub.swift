import Failures
package import LiveBoards
import LiveScores
package import ScoreLog
import Synchronization
package import Time

/// Whom the hub tells that there is something new. Called from any thread; must not block.
protocol UpdateSubscriber: AnyObject, Sendable {
  /// There is a newer state of a board.
  func boardChanged(_ number: Int64)
  /// A board was deleted; the subscriber does not follow it any more.
  func boardDeleted(_ number: Int64)
}

/// Sends the changes of boards to their subscribers: at most one update of a board in an interval,
/// and always the newest state.
///
/// The hub reads a board once for all subscribers. It has one task, `run`, and one timer.
package final class UpdateHub: Sendable {
  /// A subscriber, known by its identity.
  private struct Handle: Hashable {
    let subscriber: any UpdateSubscriber

    static func == (left: Handle, right: Handle) -> Bool { left.subscriber === right.subscriber }

    func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(subscriber)) }
  }

  private struct State {
    var boards: FollowedBoards<Handle>
    /// Whether something became due since the boards were looked at.
    var isSignalled = false
    var pause: Task<Void, Never>?
  }

  package let limits: UpdateLimits
  let seats: UpdateSeats
  private let clock: Clock
  private let report: @Sendable (ScoreLogError) -> Void
  private let state: Mutex<State>

  /// The clock of the machine may be set; so often is it looked at.
  private static let maxPause = Duration.seconds(30)

  /// - Parameter report: called when a board cannot be read. Its subscribers keep what they have.
  package init(
    limits: UpdateLimits = UpdateLimits(), clock: Clock = .system,
    reportingTo report: @escaping @Sendable (ScoreLogError) -> Void = { _ in }
  ) {
    self.limits = limits
    self.clock = clock
    self.report = report
    seats = UpdateSeats(capacity: limits.connections)
    state = Mutex(State(boards: FollowedBoards(limits)))
  }

  /// The observer of the boards.
  package var observer: BoardObserver { { self.boardsChanged($0) } }

  private func boardsChanged(_ numbers: Set<Int64>) {
    signal { $0.boards.change(numbers, at: clock.uptime()) }
  }

  // MARK: Subscribers

  /// - Returns: whether the first state is at hand; otherwise the subscriber is told later. `nil`
  ///   if the subscribers of the board have too many different limits.
  func follow(
    _ board: Board, by subscriber: any UpdateSubscriber, _ interest: UpdateInterest
  ) -> Bool? {
    var isAtHand: Bool?
    signal {
      isAtHand = $0.boards.follow(
        board.number, board.id, by: Handle(subscriber: subscriber), interest)
    }
    return isAtHand
  }

  func unfollow(_ number: Int64, by subscriber: any UpdateSubscriber) {
    state.withLock { $0.boards.unfollow(number, by: Handle(subscriber: subscriber)) }
  }

  func state(of number: Int64, for interest: UpdateInterest) -> UpdateState? {
    state.withLock { $0.boards.state(of: number, for: interest) }
  }

  /// Open sockets and event streams.
  package var connectionCount: Int { seats.count }

  /// Boards that somebody follows.
  var followedBoardCount: Int { state.withLock { $0.boards.boardCount } }

  // MARK: The task

  /// Sends changes until the task is cancelled.
  package func run(reading boards: LiveBoards) async {
    while !Task.isCancelled {
      await sendDue(of: boards)
      await pause()
    }
  }

  /// Reads and sends what is due.
  func sendDue(of boards: LiveBoards) async {
    let due = state.withLock { $0.boards.takeDue(at: clock.uptime(), clock.now()) }
    for reading in due {
      do throws(ScoreLogError) {
        try await send(reading, of: boards)
      } catch {
        if case .unknownBoard = error.code {
          remove(reading.number)
        } else {
          report(error)
          state.withLock { $0.boards.retry(reading, at: clock.uptime(), after: limits.retry) }
        }
      }
    }
  }

  private func send(_ reading: DueReading, of boards: LiveBoards) async throws(ScoreLogError) {
    let view = try await boards.view(of: reading.id)
    // Another board may have the id of a deleted one.
    guard view.board.number == reading.number else { return remove(reading.number) }
    let page = view.entries(in: 1..<(reading.limit + 1))
    let (told, players) = state.withLock {
      $0.boards.publish(page, for: reading, at: clock.uptime())
    }
    for handle in told { handle.subscriber.boardChanged(reading.number) }
    var changed: Set<PlayerID> = []
    for player in players {
      let window = view.entries(
        around: player, before: UpdateLimits.neighbors, after: UpdateLimits.neighbors)
      let isNew = state.withLock {
        $0.boards.publish(window, of: player, on: reading.number)
      }
      if isNew { changed.insert(player) }
    }
    guard !changed.isEmpty else { return }
    let followers = state.withLock { $0.boards.followers(of: changed, on: reading.number) }
    for handle in followers { handle.subscriber.boardChanged(reading.number) }
  }

  private func remove(_ number: Int64) {
    let followers = state.withLock { $0.boards.remove(number) }
    for handle in followers { handle.subscriber.boardDeleted(number) }
  }

  // MARK: The timer

  /// Changes the state, and ends the pause if something is due earlier than before.
  private func signal(_ change: (inout State) -> Void) {
    let pause = state.withLock { state -> Task<Void, Never>? in
      let (now, time) = (clock.uptime(), clock.now())
      let before = state.boards.delay(at: now, time)
      change(&state)
      guard let after = state.boards.delay(at: now, time), before.map({ after < $0 }) ?? true
      else { return nil }
      state.isSignalled = true
      return state.pause
    }
    pause?.cancel()
  }

  /// Waits until something is due.
  private func pause() async {
    let pause = state.withLock { state -> Task<Void, Never>? in
      defer { state.isSignalled = false }
      let delay = state.boards.delay(at: clock.uptime(), clock.now()) ?? Self.maxPause
      guard !state.isSignalled, delay > .zero else { return nil }
      state.pause = Task { [clock] in try? await clock.sleep(min(delay, Self.maxPause)) }
      return state.pause
    }
    guard let pause else { return await Task.yield() }
    await withTaskCancellationHandler {
      await pause.value
    } onCancel: {
      pause.cancel()
    }
    state.withLock { $0.pause = nil }
  }
}
