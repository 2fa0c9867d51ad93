import TestSupport
import Testing

@testable import RankIndex

@Suite struct FenwickTreeTests {
  @Test(arguments: [1, 2, 3, 7, 8, 9, 100])
  func sumsAndPlacesAreThoseOfTheCounts(count: Int) {
    var random = SeededGenerator(seed: UInt64(count))
    var counts = (0..<count).map { _ in Int.random(in: 0...4, using: &random) }
    var tree = FenwickTree()
    tree.rebuild(from: counts)
    for _ in 0..<50 {
      let place = Int.random(in: 0..<count, using: &random)
      let change = Int.random(in: -counts[place]...3, using: &random)
      counts[place] += change
      tree.add(change, at: place)
      let sums = (0...count).map { tree.sum(ofFirst: $0) }
      #expect(sums == (0...count).map { counts.prefix($0).reduce(0, +) })
      let places = (0..<counts.reduce(0, +)).map { tree.find($0) }
      let expected = counts.enumerated().flatMap { place, count in
        (0..<count).map { (place, $0) }
      }
      #expect(places.elementsEqual(expected) { $0 == $1 })
    }
  }

  @Test func anEmptyTreeHasNoSum() {
    #expect(FenwickTree().sum(ofFirst: 0) == 0)
    #expect(FenwickTree().find(0) == (0, 0))
  }
}
