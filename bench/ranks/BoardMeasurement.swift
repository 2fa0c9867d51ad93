import CAllocator
import Leaderboards
import LiveScores
import RankIndex

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a board of random players and scores costs.
struct BoardMeasurement {
  /// The fastest of so many rounds counts.
  private static let roundCount = 5
  private static let operationCount = 200_000
  private static let batchCount = 1_000

  private let playerCount: Int
  private let index: RankIndex
  private let key = BoardKey(board: 1, period: PeriodID(start: nil))
  private let bytesBefore = standings_allocated_bytes()
  private var random = SeededGenerator(state: 51)
  private var lastSequence: Int64 = 0

  init(playerCount: Int) {
    self.playerCount = playerCount
    index = RankIndex(appliedSequence: Int64(playerCount))
  }

  /// Names of operations and what they cost.
  mutating func figures() throws -> [(String, String)] {
    let (index, key) = (index, key)
    var figures = [("load, milliseconds", (try load() / .milliseconds(1)).hundredths)]
    figures.append(("bytes a player, loaded", bytesPerPlayer))
    figures.append(("move, in batches of 1,000", try movesInBatches().microseconds))
    figures.append(("bytes a player, after the moves", bytesPerPlayer))
    let reads: [(String, (PlayerID, Int64) throws -> Int)] = [
      ("shared rank", { try index.board(key).comparison(withScore: $1).value.rank }),
      ("entry of a player", { player, _ in try index.board(key).entries(of: [player]).count }),
      (
        "11 around a player",
        { player, _ in try index.board(key).entries(around: player, before: 5, after: 5).count }
      ),
      (
        "11 around a score",
        { try index.board(key).entries(aroundScore: $1, before: 5, after: 5).count }
      ),
      ("top 100", { _, _ in try index.board(key).entries(in: 1..<101).count }),
    ]
    for (name, read) in reads { figures.append((name, try time(of: read).microseconds)) }
    return figures
  }

  private mutating func load() throws -> Duration {
    let standings = (0..<playerCount).map { number in
      PlayerStanding(player: Self.player(number), score: random.score(), sequence: Int64(number))
    }
    lastSequence = Int64(playerCount)
    return try Self.processorTime {
      try index.load(key, order: .descending, standings: standings, through: lastSequence)
    }
  }

  /// The time of one change of a random player to a random score.
  private mutating func movesInBatches() throws -> Duration {
    var best = Duration.seconds(3_600)
    for _ in 0..<Self.roundCount {
      let batches = (0..<(Self.operationCount / Self.batchCount)).map { _ in batch() }
      let time = try Self.processorTime {
        for batch in batches { try index.apply(batch) }
      }
      best = min(best, time)
    }
    return best / Self.operationCount
  }

  private mutating func batch() -> RankBatch {
    let after = lastSequence
    let changes = (0..<Self.batchCount).map { _ in
      lastSequence += 1
      return RankChange(
        board: key, sequence: lastSequence, kind: .set(randomPlayer(), score: random.score()))
    }
    return RankBatch(after: after, through: lastSequence, changes: changes)
  }

  private mutating func time(of read: (PlayerID, Int64) throws -> Int) throws -> Duration {
    var best = Duration.seconds(3_600)
    for _ in 0..<Self.roundCount {
      let inputs = (0..<Self.operationCount).map { _ in (randomPlayer(), random.score()) }
      let time = try Self.processorTime {
        for (player, score) in inputs where try read(player, score) == 0 {
          fatalError("a board that has players gives some")
        }
      }
      best = min(best, time)
    }
    return best / Self.operationCount
  }

  private mutating func randomPlayer() -> PlayerID {
    Self.player(Int.random(in: 0..<playerCount, using: &random))
  }

  private static func player(_ number: Int) -> PlayerID {
    let digits = String(number)
    return PlayerID(
      accepted: "player-" + String(repeating: "0", count: 8 - digits.utf8.count) + digits)
  }

  /// What the allocator has given out for the index.
  private var bytesPerPlayer: String {
    (Double(standings_allocated_bytes() - bytesBefore) / Double(playerCount)).hundredths
  }

  /// What this thread has spent, which other programs on the machine do not lengthen.
  private static func processorTime(_ body: () throws -> Void) rethrows -> Duration {
    func now() -> Duration {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return .seconds(Int(time.tv_sec)) + .nanoseconds(Int(time.tv_nsec))
    }
    let start = now()
    try body()
    return now() - start
  }
}

extension Duration {
  fileprivate var microseconds: String { (self / .microseconds(1)).hundredths }
}

extension Double {
  fileprivate var hundredths: String {
    let rounded = Int(self * 100 + 0.5)
    let fraction = rounded % 100
    return "\(rounded / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }
}

/// The same numbers on every run (SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  mutating func score() -> Int64 { .random(in: 0..<1_000_000_000, using: &self) }
}
