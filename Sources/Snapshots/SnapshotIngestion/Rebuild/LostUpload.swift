import DataLake

/// An upload with a report but without a raw copy.
struct LostUpload: Sendable {
  let key: LakeKey
  let wasAccepted: Bool
}
