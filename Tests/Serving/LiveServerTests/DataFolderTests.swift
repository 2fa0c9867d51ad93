import Failures
import Foundation
import Testing

@testable import LiveServer

@Suite struct DataFolderTests {
  @Test func folderIsCreatedAndMayBeThere() throws {
    let parent = FileManager.default.temporaryDirectory.appending(path: "\(UUID())")
    defer { try? FileManager.default.removeItem(at: parent) }
    try DataFolder(parent.path()).create()
    try DataFolder(parent.path()).create()
    let folder = DataFolder(parent.appending(path: "a").path())
    try folder.create()
    #expect(folder.logBytes == 0)
    try Data(count: 5).write(to: URL(filePath: folder.log))
    try Data(count: 7).write(to: URL(filePath: folder.log + "-wal"))
    #expect(folder.logBytes == 12)
  }

  @Test(arguments: [("/dev/null", "it is no folder"), ("/nowhere/data", "No such file")])
  func otherPathsAreRefused(_ path: String, _ reason: String) {
    let error = #expect(throws: DataFolderError.self) { try DataFolder(path).create() }
    #expect(error?.reason.contains(reason) == true)
    #expect(error?.place == path)
  }
}
