import Hashing

/// The page as browsers load it: the modules joined into one script and the style sheets into one.
///
/// The names of both files contain a hash of their content, so browsers may cache them for ever. A
/// first view takes five requests instead of thirty, and a later view requests only the page. Each
/// request saved matters, because each may start a function.
struct PageBundle {
  /// A file of the page before the bundling.
  typealias Source = (name: String, content: [UInt8])
  /// A file of the bundle.
  typealias File = (path: String, content: [UInt8])

  let page: [UInt8]
  let style: File
  let script: File

  /// - Parameters:
  ///   - page: the HTML, with each link to a style sheet or a script on a line of its own.
  ///   - styles: the style sheets. Those that the page links come first, in the page's order.
  ///   - scripts: every module that the page's script imports, directly or not. Others are left out.
  /// - Throws: `ModuleScript.Unjoinable`.
  init(page: String, styles: [Source], scripts: [Source]) throws {
    var lines: [Substring] = []
    var linked: [Link] = []
    var entry: Substring?
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("<link rel=\"stylesheet\"") {
        if linked.isEmpty { lines.append(Self.stylePlace) }
        linked.append(Link(name: line.quoted("href=\"/") ?? "", media: line.quoted("media=\"")))
      } else if line.hasPrefix("<script type=\"module\"") {
        entry = line.quoted("src=\"/")
        lines.append(Self.scriptPlace)
      } else if !line.hasPrefix("<link rel=\"modulepreload\"") {
        lines.append(line)
      }
    }
    let style = Self.joined(styles, linked: linked)
    let script = try Self.joined(scripts, entry: String(entry ?? ""))
    self.style = (Self.path("page", style, "css"), style)
    self.script = (Self.path("page", script, "js"), script)
    let names = styles.map(\.name).joined(separator: " ")
    let replacements = [
      Self.stylePlace:
        "<link rel=\"stylesheet\" href=\"/\(self.style.path)\" data-holds=\"\(names)\">",
      Self.scriptPlace: "<script type=\"module\" src=\"/\(self.script.path)\"></script>",
    ]
    self.page = Array(
      lines.map { replacements[$0] ?? String($0) }.joined(separator: "\n").utf8)
  }

  /// A link of the page to a style sheet.
  private struct Link {
    let name: Substring
    let media: Substring?
  }

  private static let stylePlace: Substring = "<!-- styles -->"
  private static let scriptPlace: Substring = "<!-- script -->"

  private static func path(_ name: String, _ content: [UInt8], _ ending: String) -> String {
    "\(name)-\(SHA256.hexDigest(of: content).prefix(16)).\(ending)"
  }

  private static func joined(_ styles: [Source], linked: [Link]) -> [UInt8] {
    let unlinked = styles.filter { style in !linked.contains { $0.name == style.name } }
      .map { Link(name: Substring($0.name), media: nil) }
    // Style sheets for one medium come last, so that they override the others.
    let order = linked.filter { $0.media == nil } + unlinked + linked.filter { $0.media != nil }
    var joined: [UInt8] = []
    for link in order {
      guard let style = styles.first(where: { $0.name == link.name }) else { continue }
      if let media = link.media { joined += "@media \(media) {\n".utf8 }
      joined += compact(style.content)
      if link.media != nil { joined += "}\n".utf8 }
    }
    return joined
  }

  /// A style sheet without indentation, and without lines that are comments or empty. Comments of
  /// the style sheets begin and end with their lines.
  private static func compact(_ style: [UInt8]) -> [UInt8] {
    var compact: [UInt8] = []
    var isInComment = false
    for line in String(decoding: style, as: UTF8.self).split(separator: "\n") {
      let trimmed = line.drop { $0 == " " }
      if isInComment || trimmed.hasPrefix("/*") {
        isInComment = !trimmed.hasSuffix("*/")
      } else if !trimmed.isEmpty {
        compact += trimmed.utf8
        compact.append(UInt8(ascii: "\n"))
      }
    }
    return compact
  }

  /// The modules as functions in one script; a module's function is called at its first use.
  ///
  /// The names of the loader begin with `$`, which no name in a module does.
  private static func joined(_ scripts: [Source], entry: String) throws -> [UInt8] {
    var joined = """
      const $made = {};
      const $use = (name) => ($made[name] ??= $modules[name]());
      const $load = async (name) => $use(name);
      const $modules = {

      """
    let modules = try modules(of: scripts, from: entry)
    for (name, _) in scripts {
      guard let module = modules[name] else { continue }
      joined += "\"\(name)\": () => {\n"
      for taken in module.imports {
        joined += "const \(taken.pattern) = $use(\"\(taken.file)\");\n"
      }
      for line in module.lines { joined += "\(line)\n" }
      joined += "return { \(module.exports.joined(separator: ", ")) };\n},\n"
    }
    joined += "};\n$use(\"\(entry)\");\n"
    return Array(joined.utf8)
  }

  /// The entry and every module that it imports or loads, directly or not, by name.
  private static func modules(
    of scripts: [Source], from entry: String
  ) throws -> [String: ModuleScript] {
    var modules: [String: ModuleScript] = [:]
    var needed = [entry]
    while let name = needed.popLast() {
      guard modules[name] == nil, let script = scripts.first(where: { $0.name == name }) else {
        continue
      }
      let module = try ModuleScript(String(decoding: script.content, as: UTF8.self), file: name)
      modules[name] = module
      needed += module.imports.map(\.file) + module.loads
    }
    return modules
  }
}

extension Substring {
  /// The text between a prefix and the next quotation mark; nil without the prefix.
  fileprivate func quoted(_ prefix: String) -> Substring? {
    let parts = split(separator: prefix, maxSplits: 1, omittingEmptySubsequences: false)
    return parts.count == 2 ? parts[1].prefix { $0 != "\"" } : nil
  }
}
