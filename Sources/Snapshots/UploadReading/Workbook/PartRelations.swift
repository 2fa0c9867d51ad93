internal import XML
internal import ZIP

/// To which parts of a package a part refers (ECMA-376, part 2).
struct PartRelations {
  struct Relation {
    /// The last word of the relation's type: both editions of the standard agree on that.
    let kind: String
    /// The name of the other part.
    let target: String
  }

  private static let maxCount = 10_000

  /// The name of the part that lists the relations.
  let part: String
  private var relations: [(id: String, relation: Relation)] = []

  /// - Parameter source: the part that refers to others; empty for the package itself.
  init(
    of source: String, _ archive: ZIPArchive, _ bytes: UnsafeRawBufferPointer,
    limits: UploadLimits
  ) throws(Rejection) {
    var folder = source.split(separator: "/", omittingEmptySubsequences: false)
    let file = folder.popLast() ?? ""
    part = (folder + ["_rels", "\(file).rels"]).joined(separator: "/")
    var xml = try PartReader(archive.part(part), in: bytes, limits: limits)
    while true {
      switch try xml.next() {
      case .start where xml.isNamed("Relationship"):
        guard relations.count < Self.maxCount else {
          throw xml.malformed("more than \(Self.maxCount) relations")
        }
        // One outside of the package is a link.
        guard xml.attribute("TargetMode") != "External", let id = xml.attribute("Id"),
          let type = xml.attribute("Type"), let target = xml.attribute("Target")
        else { continue }
        let kind = type.split(separator: "/").last.map(String.init) ?? ""
        let name = Self.name(of: target, from: folder)
        relations.append((id, Relation(kind: kind, target: name)))
      case .finished: return
      case .start, .end, .text: continue
      }
    }
  }

  subscript(id: String) -> Relation? { relations.first { $0.id == id }?.relation }

  /// The first relation of a kind.
  func first(_ kind: String) -> Relation? { relations.first { $0.relation.kind == kind }?.relation }

  /// The part's name from where it is named.
  private static func name(of target: String, from folder: [Substring]) -> String {
    var path = target.utf8.first == UInt8(ascii: "/") ? [] : folder
    for step in target.split(separator: "/") where step != "." {
      if step == ".." { _ = path.popLast() } else { path.append(step) }
    }
    return path.joined(separator: "/")
  }
}
