internal import XML
internal import ZIP

/// The parts that a part of a package refers to (ECMA-376, part 2).
struct PartRelations {
  struct Relation {
    /// The last word of the relation's type, which is the same in both editions of the standard.
    let kind: String
    /// The name of the other part.
    let target: String
  }

  private static let maxCount = 10_000

  /// The name of the part with the relations.
  let part: String
  private var relations: [(id: String, relation: Relation)] = []

  /// - Parameter source: the referring part; empty for the package itself.
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
        // An external target is a link.
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

  /// The part's full name.
  private static func name(of target: String, from folder: [Substring]) -> String {
    var path = target.utf8.first == UInt8(ascii: "/") ? [] : folder
    for step in target.split(separator: "/") where step != "." {
      if step == ".." { _ = path.popLast() } else { path.append(step) }
    }
    return path.joined(separator: "/")
  }
}
