import Testing

@testable import Parquet

/// What an error says, and how it learns its place on the way out.
@Suite struct ParquetErrorTests {
  @Test(
    arguments: [
      (.init(), "malformed: expected 1, found 2"),
      (.init(column: "power"), "malformed at column power: expected 1, found 2"),
      (.init(rowGroup: 0, page: 3), "malformed at row group 0, page 3: expected 1, found 2"),
      (.init(byteOffset: 4), "malformed at byte 4: expected 1, found 2"),
      (
        .init(column: "id", rowGroup: 1, page: 2, byteOffset: 3, offsetInPage: 4),
        "malformed at column id, row group 1, page 2, byte 3, byte 4 of the page: expected 1, "
          + "found 2"
      ),
    ] as [(ParquetError.Place, String)])
  func aDescriptionNamesThePartsThatAreKnown(_ place: ParquetError.Place, description: String) {
    let error = ParquetError(.malformed, expected: "1", found: "2", at: place)
    #expect(error.description == description)
  }

  @Test func whatIsKnownIsNotOverwritten() {
    let inner = ParquetError(
      .truncated, expected: "1", found: "2", at: .init(page: 3, offsetInPage: 9))
    let outer = inner.located(column: "id", page: 7).located(column: "name", rowGroup: 1)
    #expect(
      outer.place == .init(column: "id", rowGroup: 1, page: 3, byteOffset: nil, offsetInPage: 9))
    #expect(outer.code == .truncated && outer.expected == "1" && outer.found == "2")
  }
}
