import Hashing

/// The page as it travels: its modules joined into one script and its style sheets into one, under
/// names that change with what they hold, so that browsers keep them for ever.
///
/// A first view is five requests instead of thirty, which matters where each of them wakes a
/// function, and a later one asks for the page alone.
struct PageBundle {
  typealias File = (path: String, content: [UInt8], type: String)

  let page: [UInt8]
  let style: (path: String, content: [UInt8])
  let script: (path: String, content: [UInt8])

  /// - Parameters:
  ///   - page: names its style sheets and its script, one a line.
  ///   - styles: those that the page does not name follow those that it does.
  ///   - scripts: the modules that the page's script may need.
  /// - Throws: `ModuleScript.Unjoinable`, `HashingError`.
  init(page: String, styles: [File], scripts: [File]) throws {
    var lines: [Substring] = []
    var named: [(file: Substring, media: Substring?)] = []
    var entry: Substring?
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("<link rel=\"stylesheet\"") {
        if named.isEmpty { lines.append(Self.styleMark) }
        named.append((line.quoted("href=\"/") ?? "", line.quoted("media=\"")))
      } else if line.hasPrefix("<script type=\"module\"") {
        entry = line.quoted("src=\"/")
        lines.append(Self.scriptMark)
      } else if !line.hasPrefix("<link rel=\"modulepreload\"") {
        lines.append(line)
      }
    }
    let style = Self.joined(styles, named)
    let script = try Self.joined(scripts, entry: String(entry ?? ""))
    self.style = (try Self.path("page", style, "css"), style)
    self.script = (try Self.path("page", script, "js"), script)
    let held = styles.map(\.path).joined(separator: " ")
    let marks = [
      Self.styleMark:
        "<link rel=\"stylesheet\" href=\"/\(self.style.path)\" data-holds=\"\(held)\">",
      Self.scriptMark: "<script type=\"module\" src=\"/\(self.script.path)\"></script>",
    ]
    self.page = Array(lines.map { marks[$0] ?? String($0) }.joined(separator: "\n").utf8)
  }

  private static let styleMark: Substring = "<!-- styles -->"
  private static let scriptMark: Substring = "<!-- script -->"

  private static func path(
    _ name: String, _ content: [UInt8], _ ending: String
  ) throws -> String {
    "\(name)-\(try SHA256.hexDigest(of: content).prefix(16)).\(ending)"
  }

  private static func joined(
    _ styles: [File], _ named: [(file: Substring, media: Substring?)]
  ) -> [UInt8] {
    let rest = styles.filter { style in !named.contains { $0.file == style.path } }
    // What holds for some media alone comes last, as it does where it stands in the page.
    let always = named.filter { $0.media == nil }.map(\.file) + rest.map { Substring($0.path) }
    let order = always.map { ($0, Substring?.none) } + named.filter { $0.media != nil }
    var joined: [UInt8] = []
    for (path, media) in order {
      guard let style = styles.first(where: { $0.path == path }) else { continue }
      if let media { joined += "@media \(media) {\n".utf8 }
      joined += style.content
      if media != nil { joined += "}\n".utf8 }
    }
    return joined
  }

  /// Each module as a function that is called once, when it is first needed. What joins them is
  /// named as no module names anything.
  private static func joined(_ scripts: [File], entry: String) throws -> [UInt8] {
    var joined = """
      const $made = {};
      const $use = (name) => ($made[name] ??= $modules[name]());
      const $load = async (name) => $use(name);
      const $modules = {

      """
    for script in scripts {
      let module = try ModuleScript(
        String(decoding: script.content, as: UTF8.self), file: script.path)
      joined += "\"\(script.path)\": () => {\n"
      for taken in module.imports {
        joined += "const \(taken.pattern) = $use(\"\(taken.file)\");\n"
      }
      for line in module.lines { joined += "\(line)\n" }
      joined += "return { \(module.exports.joined(separator: ", ")) };\n},\n"
    }
    joined += "};\n$use(\"\(entry)\");\n"
    return Array(joined.utf8)
  }
}

extension Substring {
  /// What stands behind a text up to the next quotation mark.
  fileprivate func quoted(_ before: String) -> Substring? {
    let parts = split(separator: before, maxSplits: 1, omittingEmptySubsequences: false)
    return parts.count == 2 ? parts[1].prefix { $0 != "\"" } : nil
  }
}
