package import Storage

extension ObjectStore {
  /// The values of a name in the folders directly below a prefix, such as `51` in `kingdom=51`;
  /// other folders are skipped.
  package func folderValues(
    of name: String, below prefix: LakePrefix
  ) async throws -> [Substring] {
    try await folders(below: prefix.description).compactMap { folder in
      folder.hasPrefix("\(name)=") ? folder.dropFirst(name.count + 1) : nil
    }
  }
}
