import DataLake

/// An upload of which the report tells but `raw/` holds nothing any more.
struct LostUpload: Sendable {
  let key: LakeKey
  let wasAccepted: Bool
}
