import Storage
import Testing

@Suite struct FileNameTests {
  /// As browsers, copying programs, editors and office programs write them.
  @Test(arguments: [
    "players.csv.crdownload", "Unconfirmed 1234.crdownload", "players.csv.part", "players.part",
    "players.csv.filepart", "players.csv.partial", "players.xlsx.tmp", "players.TMP",
    "players.csv.download", "players.csv.opdownload", "players.csv~", "players.csv.swp",
    "players.csv.swo", "players.csv.swx", "#players.csv#", "players.csv.lock", "~$players.xlsx",
    "._players.csv", ".~lock.players.csv#", "players.csv.!qB", "players.csv.aria2",
    "players.csv.temp", "players.csv.bc!", "players.csv.inprogress",
  ])
  func aNameThatAFileHasWhileItIsWrittenIsTemporary(_ text: String) {
    // Names that begin with a dot are none at all.
    #expect(FileName(text)?.isTemporary ?? text.hasPrefix("."))
  }

  @Test(
    arguments: [
      "players.csv", "part.csv", "my.part.csv", "tmp.xlsx", "players", "swp", ".swp.csv", "#1.csv",
      "kingdom #51.csv", "players.csv.gz", "~players.csv", "_players.csv", "lock", "download.json",
      "a.sw", "scan.swift", "名簿.csv", "#", "players (1).csv", "temp", "part",
    ].filter { !$0.hasPrefix(".") })
  func anyOtherNameIsNot(_ text: String) throws {
    #expect(try !#require(FileName(text)).isTemporary)
  }

  @Test func namesAreTheSameWhereTheirBytesAre() throws {
    let composed = try #require(FileName("caf\u{E9}.csv"))
    let decomposed = try #require(FileName("cafe\u{301}.csv"))
    #expect(composed != decomposed)
    #expect(Set([composed, decomposed, composed]).count == 2)
    #expect(composed == FileName("caf\u{E9}.csv"))
  }
}
