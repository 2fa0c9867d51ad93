import Testing

@testable import SnapshotIngestion

/// Anomalies are counted by player and listed up to a limit per kind.
@Suite struct AnomalyListTests {
  private func anomaly(_ kind: Anomaly.Kind, of id: Int64, column: String = "kills") -> Anomaly {
    Anomaly(
      kind: kind, row: nil, id: id, name: "P\(id)", column: column, found: "1", expected: "2")
  }

  /// Players with a fallen counter in two columns each.
  private func falls(of ids: ClosedRange<Int64>, listing limit: Int) -> AnomalyList {
    var list = AnomalyList(limit: limit)
    for id in ids {
      let columns = ["kills", "deaths"]
      list.add(.fallenCounter, columns.map { anomaly(.fallenCounter, of: id, column: $0) })
    }
    return list
  }

  @Test func aPlayerCountsOnceAndIsListedWithAllThatFell() {
    let list = falls(of: 1...3, listing: 2)
    #expect(list.count(.fallenCounter) == 3)
    #expect(list.listed.map(\.id) == [1, 1, 2, 2])
    #expect(list.listed.map(\.column) == ["kills", "deaths", "kills", "deaths"])
  }

  @Test func eachKindHasRoomOfItsOwn() {
    var list = falls(of: 1...2, listing: 2)
    list.add(.hiddenTiers, [anomaly(.hiddenTiers, of: 7)])
    #expect(list.listed(.hiddenTiers).map(\.id) == [7])
    #expect(list.count(.hiddenTiers) == 1 && list.count(.renamedAndMoved) == 0)
    #expect(list.listed(.renamedAndMoved).isEmpty)
  }

  @Test(
    arguments: [
      (9, [1, 1, 2, 2, 3, 3, 4, 4]), (3, [1, 1, 2, 2, 3, 3]), (2, [1, 1, 2, 2]), (1, [1, 1]),
      (0, []),
    ] as [(Int, [Int64])])
  func laterRowsFillTheRoomThatIsLeft(limit: Int, ids: [Int64]) {
    var list = falls(of: 1...2, listing: limit)
    list.append(falls(of: 3...4, listing: limit))
    #expect(list.listed.map(\.id) == ids)
    #expect(list.count(.fallenCounter) == 4)
  }

  @Test func whatIsNotListedIsNotMade() {
    var list = AnomalyList(limit: 1)
    var made = 0
    func make(_ id: Int64) -> [Anomaly] {
      made += 1
      return [anomaly(.hiddenTiers, of: id)]
    }
    #expect(list.isEmpty)
    for id: Int64 in 1...5 { list.add(.hiddenTiers, make(id)) }
    #expect(made == 1 && list.count(.hiddenTiers) == 5 && !list.isEmpty)
  }

  @Test func appendingNothingChangesNothing() {
    var list = falls(of: 1...2, listing: 5)
    list.append(AnomalyList(limit: 5))
    #expect(list == falls(of: 1...2, listing: 5))
  }
}
