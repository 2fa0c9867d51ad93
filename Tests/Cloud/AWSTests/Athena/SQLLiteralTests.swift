import SQL
import Testing

@testable import AWS

@Suite struct SQLLiteralTests {
  @Test(
    arguments: [
      (.integer(51), "51"), (.integer(.min), "-9223372036854775808"),
      (.text("2026-01-26"), "'2026-01-26'"), (.text(""), "''"),
      (.text("O'Brien"), "'O''Brien'"), (.text("' OR 1=1 --"), "''' OR 1=1 --'"),
      (.text("'\u{301}"), "'''\u{301}'"), (.text("a\\'b"), "'a\\''b'"),
    ] as [(SQLQuery.Value, String)])
  func valuesAreLiterals(value: SQLQuery.Value, literal: String) {
    #expect(Array(value.literal.unicodeScalars) == Array(literal.unicodeScalars))
  }
}
