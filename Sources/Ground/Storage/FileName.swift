import Bytes

/// The last part of an upload's key: the file's name on the officer's machine. Names compare by
/// their bytes.
package struct FileName: Sendable {
  package let text: String

  /// - Parameter text: 1 to 200 bytes of UTF-8 without `/` and control characters, not starting
  ///   with a dot; anything else gives `nil`. A leading dot marks hidden files and leftovers of
  ///   editors and copying tools.
  package init?(_ text: some StringProtocol) {
    let utf8 = text.utf8
    guard (1...200).contains(utf8.count), utf8.first != UInt8(ascii: "."),
      utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "/") })
    else { return nil }
    self.text = String(text)
  }
}

extension FileName: Hashable {
  package static func == (left: FileName, right: FileName) -> Bool {
    left.text.hasBytes(of: right.text)
  }

  package func hash(into hasher: inout Hasher) { ExactText(text).hash(into: &hasher) }
}

extension FileName: CustomStringConvertible {
  package var description: String { text }
}

extension FileName {
  /// Whether browsers, copying programs or editors use such a name for unfinished or auxiliary
  /// files. Such a file becomes an upload when it is renamed.
  package var isTemporary: Bool {
    let name = Array(text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 })
    let endings = Self.endings.contains { name.count > $0.count && name.ends(with: $0) }
    // Emacs writes `#players.csv#`; names from LibreOffice, Excel and macOS start with signs.
    let isAutosaved = name.count > 1 && name.first == Self.hash && name.last == Self.hash
    return endings || isAutosaved || Self.beginnings.contains { name.starts(with: $0) }
      || Self.isSwapFile(name)
  }

  private static let hash = UInt8(ascii: "#")

  /// In lower case.
  private static let endings: [[UInt8]] = [
    // Browsers: Chrome, Firefox, Safari, Opera, the old Edge.
    ".crdownload", ".part", ".download", ".opdownload", ".partial",
    // Copying programs: WinSCP, FileZilla, rclone, aria2, torrents, µTorrent, qBittorrent.
    ".filepart", ".fz_temp", ".partial~", ".aria2", ".bc!", ".ut!", ".!ut", ".!qb", ".!sync",
    ".inprogress", ".incomplete", ".unfinished", ".uploading", ".upload", ".copying",
    // Programs that write a file before they rename it; lock files; editor backups.
    ".tmp", ".temp", ".lock", ".lck", "~", ".bak~",
  ].map { Array($0.utf8) }

  private static let beginnings: [[UInt8]] = ["~$", "._", ".~lock."].map { Array($0.utf8) }

  /// Vim's `players.csv.swp`; further ones for the same file go back through the alphabet.
  private static func isSwapFile(_ name: [UInt8]) -> Bool {
    name.count > 4 && name.dropLast().suffix(3).elementsEqual(".sw".utf8)
      && name.last.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) } == true
  }

  /// The expectation to report for a file with a temporary name.
  package static let finalNameExpected =
    "the final name of the file: this one belongs to an unfinished copy or download, "
    + "or to an editor"
}

extension Array where Element == UInt8 {
  fileprivate func ends(with ending: [UInt8]) -> Bool { suffix(ending.count).elementsEqual(ending) }
}
