import Rankings
import Testing

@testable import Intake

@Suite struct CSVTests {
  @Test func readsATable() throws {
    let table = try Table(
      """
      Governor ID,Name,Power,Alliance
      100000007,Ada,"1,234,567",AB
      100000008,"Bo ""the"" Bold",,""

      """)
    #expect(table.ids == [100_000_007, 100_000_008])
    #expect(table.texts(.name) == ["Ada", #"Bo "the" Bold"#])
    #expect(table.texts(.alliance) == ["AB", nil])
    #expect(table[.power] == [1_234_567, nil])
    #expect(table[.dkp] == nil)
  }
}
