package import Datasets
package import Storage

extension DirectoryStore {
  /// Removes the hidden files of killed writers anywhere in the lake, except in the inbox, where
  /// people write.
  package func removeAbandoned() async {
    await removeAbandoned(below: Self.ownAreas.map(\.rawValue), and: ".upload.")
  }

  /// Removes the hidden files of killed writers in a snapshot's folders and their parent folders.
  package func removeAbandoned(of snapshot: SnapshotID) async {
    await removeAbandoned(
      along: Self.ownAreas.map { LakePrefix.snapshot($0, snapshot).description })
  }

  /// The areas that only Standings writes.
  private static var ownAreas: [LakeArea] { LakeArea.allCases.filter { $0 != .inbox } }
}
