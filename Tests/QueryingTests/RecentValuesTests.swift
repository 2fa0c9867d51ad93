import Testing

@testable import Querying

@Suite struct RecentValuesTests {
  @Test func theOneThatWasNotUsedTheLongestGoes() {
    var values = RecentValues<String, Int>(capacity: 2)
    values["a"] = 1
    values["b"] = 2
    #expect(values["a"] == 1)
    values["c"] = 3
    #expect(values["b"] == nil && values["a"] == 1 && values["c"] == 3)
  }

  @Test func sizesCount() {
    var values = RecentValues<Int, Int>(capacity: 10)
    for key in 0..<5 { values.keep(key, for: key, size: 3) }
    #expect(values.count == 3 && values.size == 9)
    values.keep(9, for: 9, size: 8)
    #expect(values.count == 1 && values.size == 8 && values[9] == 9)
  }

  @Test func whatIsTooLargeIsNotKeptAndPushesNobodyOut() {
    var values = RecentValues<Int, Int>(capacity: 10)
    values.keep(1, for: 1, size: 10)
    values.keep(2, for: 2, size: 11)
    #expect(values[1] == 1 && values[2] == nil)
  }

  @Test func aNewValueTakesThePlaceOfTheOld() {
    var values = RecentValues<Int, String>(capacity: 10)
    values.keep("old", for: 1, size: 9)
    values.keep("new", for: 1, size: 2)
    #expect(values[1] == "new" && values.size == 2)
    values[1] = nil
    #expect(values.count == 0 && values.size == 0)
  }
}
