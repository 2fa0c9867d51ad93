import Datasets
import Testing
import Time

@testable import UploadReading

/// What the name of a file says of its kingdom and its day.
@Suite struct FileNameHintTests {
  static let names: [(String, [String], [Int])] = [
    ("PlayersRanking_20260114_081812.csv", ["2026-01-14"], []),
    ("kingdom-2025-09-19-2025-09-19.xlsx", ["2025-09-19"], []),
    ("kingdom-2025-09-19-2025-09-26.xlsx", ["2025-09-26"], []),
    ("kingdom_1960_2025-09-19.xlsx", ["2025-09-19"], [1960]),
    ("TOP300-2026-06-15-1960-[k3v9x2ab].csv", ["2026-06-15"], [1960]),
    ("TOP300-2026-06-15-[k3v9x2ab].csv", ["2026-06-15"], []),
    ("Kingdom 51 (26 Jan).csv", [], [51]),
    ("KD2026 scan 2026.01.14.csv", ["2026-01-14"], [2026]),
    ("kd 1960.json", [], [1960]),
    ("ROKstats 1960.csv", [], []),
    ("scan_1960.json", [], []),
    ("governors+kvk 1960.csv", [], []),
    ("players.csv", [], []),
    ("2026-02-30.csv", [], []),
    ("20171231.csv", [], []),
    ("99999999.csv", [], []),
    ("a 2026-01-14 b 2026-01-07.csv", ["2026-01-14", "2026-01-07"], []),
    ("kingdom 51 kingdom 52.csv", [], [51, 52]),
    ("kingdom 0.csv", [], []),
    ("Königreich 51 — 2026-01-14 王.csv", ["2026-01-14"], []),
    ("kingdom ٥١.csv", [], []),
    ("", [], []),
  ]

  @Test(arguments: names.indices)
  func aNameSaysWhatIsUnmistakable(_ index: Int) {
    let (name, dates, kingdoms) = Self.names[index]
    let hints = UploadHints(fileName: name)
    #expect(hints.dates.map(\.value.description) == dates)
    #expect(hints.kingdoms.map(\.value) == kingdoms.compactMap { Kingdom($0) })
  }

  static let dates: [(String, String?)] = [
    ("2026-01-14", "2026-01-14"), ("2026/1/4", "2026-01-04"), ("14.01.2026", "2026-01-14"),
    ("03.04.2026", "2026-04-03"), ("03/04/2026", nil), ("03/03/2026", "2026-03-03"),
    ("25/01/2026", "2026-01-25"), ("01/25/2026", "2026-01-25"), ("20260114", "2026-01-14"),
    ("2026-01-14T08:18:12Z", "2026-01-14"), ("2026-01-14 08:18 AM", "2026-01-14"),
    ("2026-13-01", nil), ("2026-01", nil), ("46036", nil), ("today", nil), ("", nil), ("--", nil),
    ("99999999999999999999-1-1", nil), ("2026-01-14 and so on and on", nil),
  ]

  @Test(arguments: dates)
  func aDayIsReadWhereItCanMeanOnlyOne(_ text: String, _ date: String?) {
    #expect(WrittenDate.read(text)?.description == date)
  }
}
