package import Datasets
package import Storage

extension DirectoryStore {
  /// Removes the hidden files that killed writers have left anywhere in the lake.
  ///
  /// The inbox is left alone: people write there.
  package func removeAbandoned() async {
    await removeAbandoned(below: Self.ownAreas.map(\.rawValue), and: ".upload.")
  }

  /// Removes the hidden files of killed writers in a snapshot's folders, and in those above them.
  package func removeAbandoned(of snapshot: SnapshotID) async {
    await removeAbandoned(
      along: Self.ownAreas.map { LakePrefix.snapshot($0, snapshot).description })
  }

  /// The areas that Standings alone writes.
  private static var ownAreas: [LakeArea] { LakeArea.allCases.filter { $0 != .inbox } }
}
