extension Rejection {
  /// A part of a workbook is not what it should be.
  static func damagedWorkbook(
    part: String, found: String, expected: String = "a sound workbook: save and upload it again"
  ) -> Rejection {
    Rejection(.damagedWorkbook, at: Place(part: part), found: found, expected: expected)
  }

  /// The archive around the parts is not what it should be.
  static func damagedArchive(found: String) -> Rejection {
    Rejection(
      .damagedWorkbook, found: found, expected: "a sound workbook: save and upload it again")
  }

  static func encrypted(part: String) -> Rejection {
    Rejection(
      .unreadableFormat, at: Place(part: part), found: "an encrypted part",
      expected: "a file without a password: save it without one")
  }

  static var splitArchive: Rejection {
    Rejection(
      .unreadableFormat, found: "one of several files of a split ZIP archive",
      expected: "the workbook in one file")
  }
}
