import LiveScores
import RankIndex
import ScoreLog

/// The standings of a period while they are read from the log, and what happens meanwhile.
struct PeriodLoading {
  private let key: BoardKey
  private var entries: [PlayerStanding] = []
  /// Where a player's standing is; made when an event first needs it.
  private var places: [PlayerID: Int]?
  /// The places of players who were removed.
  private var removed: Set<Int> = []

  init(_ key: BoardKey) { self.key = key }

  var standings: [PlayerStanding] {
    removed.isEmpty
      ? entries
      : entries.enumerated().filter { !removed.contains($0.offset) }.map(\.element)
  }

  mutating func add(_ page: [StandingPage.Entry]) {
    // Room for exactly one page more would copy all entries for each page.
    for entry in page {
      entries.append(
        PlayerStanding(player: entry.player, score: entry.score, sequence: entry.sequence))
    }
  }

  /// Applies a later event. Standings that are newer than it stay as they are.
  mutating func apply(_ event: LogEvent) {
    guard event.board == key.board else { return }
    switch event.change {
    case .submission(let submission):
      guard submission.period == key.period, submission.before != submission.after else { return }
      set(
        PlayerStanding(
          player: submission.player, score: submission.after, sequence: event.sequence))
    case .playerRemoved(let player):
      guard let place = place(of: player), entries[place].sequence < event.sequence else { return }
      removed.insert(place)
    case .boardCreated, .boardChanged, .boardReset, .boardDeleted: break
    }
  }

  private mutating func set(_ standing: PlayerStanding) {
    guard let place = place(of: standing.player) else {
      places?[standing.player] = entries.count
      return entries.append(standing)
    }
    guard entries[place].sequence < standing.sequence else { return }
    entries[place] = standing
    removed.remove(place)
  }

  private mutating func place(of player: PlayerID) -> Int? {
    let known =
      places
      ?? Dictionary(entries.enumerated().map { ($0.element.player, $0.offset) }) { _, last in last }
    places = known
    return known[player]
  }
}
