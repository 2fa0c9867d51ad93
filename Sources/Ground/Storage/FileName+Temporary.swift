extension FileName {
  /// Whether the name is one that browsers, copying programs and editors give a file which is not
  /// whole yet, or is not the file itself: such a file is never an upload, but becomes one when it
  /// is given its name.
  package var isTemporary: Bool {
    let name = Array(text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 })
    let endings = Self.endings.contains { name.count > $0.count && name.ends(with: $0) }
    // `#players.csv#` of Emacs; of LibreOffice, Excel and macOS the names begin with signs.
    let isAutosaved = name.count > 1 && name.first == Self.hash && name.last == Self.hash
    return endings || isAutosaved || Self.beginnings.contains { name.starts(with: $0) }
      || Self.isSwapFile(name)
  }

  private static let hash = UInt8(ascii: "#")

  /// In small letters.
  private static let endings: [[UInt8]] = [
    // Browsers: Chrome, Firefox, Safari, Opera, the old Edge.
    ".crdownload", ".part", ".download", ".opdownload", ".partial",
    // Programs that copy and fetch: WinSCP, FileZilla, rclone, aria2, torrents, µTorrent, qBittorrent.
    ".filepart", ".fz_temp", ".partial~", ".aria2", ".bc!", ".ut!", ".!ut", ".!qb", ".!sync",
    ".inprogress", ".incomplete", ".unfinished", ".uploading", ".upload", ".copying",
    // Whatever writes a file whole before it gets its name; locks beside it; copies of editors.
    ".tmp", ".temp", ".lock", ".lck", "~", ".bak~",
  ].map { Array($0.utf8) }

  private static let beginnings: [[UInt8]] = ["~$", "._", ".~lock."].map { Array($0.utf8) }

  /// `players.csv.swp` of Vim; further ones of the same file go back through the alphabet.
  private static func isSwapFile(_ name: [UInt8]) -> Bool {
    name.count > 4 && name.dropLast().suffix(3).elementsEqual(".sw".utf8)
      && name.last.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) } == true
  }

  /// What a name has to be, for whoever has sent a file under a temporary one.
  package static let finalNameExpected =
    "the file under its own name: this one is of a file that is still being written or fetched, "
    + "or of an editor's"
}

extension Array where Element == UInt8 {
  fileprivate func ends(with ending: [UInt8]) -> Bool { suffix(ending.count).elementsEqual(ending) }
}
