/// Entity tags (RFC 9110, section 8.8.3).
package enum EntityTag {
  /// Whether a client with this `If-None-Match` has the tagged bytes already. The comparison is
  /// weak (section 13.1.2), because a cache may mark a strong tag with `W/`.
  package static func matches(_ tag: String, ifNoneMatch header: String?) -> Bool {
    guard let header else { return false }
    return header.split(separator: ",").contains { candidate in
      let known = candidate.drop { $0 == " " || $0 == "\t" }
        .prefix { $0 != " " && $0 != "\t" }
      return known == "*" || known == tag || known == "W/\(tag)"
    }
  }
}
