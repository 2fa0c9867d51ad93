/// A module of the page, parsed into its imports, its exports and its other lines.
///
/// The page's modules use a subset of JavaScript, so that joining them needs no full parser:
/// - An import is `import { name } from "./file.js";` and starts its line. The file is in the
///   module's folder (`./`), or in a folder of `web/` (`../shared/`).
/// - An export is a function, a class or a constant, declared in the same statement.
/// - No template literal spans lines.
struct ModuleScript {
  /// An import or an export outside the subset.
  struct Unjoinable: Error, Equatable {
    let file: String
    /// The number of the line, from 1.
    let line: Int
    let found: String
  }

  /// An import: its names as a destructuring pattern, `{ name, other: renamed }`, and the path at
  /// which its file is served.
  struct Import: Equatable {
    let pattern: String
    let file: String
  }

  private(set) var imports: [Import] = []
  /// The paths of the modules that are loaded when they are needed.
  private(set) var loads: [String] = []
  private(set) var exports: [String] = []
  /// The other lines, without indentation and without those that are comments or empty.
  private(set) var lines: [String] = []

  /// - Parameter file: the path at which the module is served.
  /// - Throws: `Unjoinable`.
  init(_ text: String, file: String) throws(Unjoinable) {
    let folder = Self.folder(of: file)
    var statement = ""
    var isInComment = false
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let trimmed = line.drop { $0 == " " }
      if isInComment || trimmed.hasPrefix("/*") {
        isInComment = !trimmed.contains("*/")
      } else if trimmed.isEmpty || trimmed.hasPrefix("//") {
        continue
      } else if !statement.isEmpty || line.hasPrefix("import ") {
        statement += line
        guard line.hasSuffix(";") else { continue }
        guard let parsed = Import(statement, in: folder) else {
          throw Unjoinable(file: file, line: number + 1, found: statement)
        }
        imports.append(parsed)
        statement = ""
      } else if line.hasPrefix("export ") {
        let declaration = trimmed.dropFirst("export ".count)
        guard let name = Self.name(declaredBy: declaration) else {
          throw Unjoinable(file: file, line: number + 1, found: String(line))
        }
        exports.append(name)
        lines.append(loadingFromBundle(declaration, in: folder))
      } else {
        lines.append(loadingFromBundle(trimmed, in: folder))
      }
    }
  }

  /// The name after `function`, `async function`, `class` or `const`.
  private static func name(declaredBy declaration: Substring) -> String? {
    for keyword in ["function ", "async function ", "class ", "const "]
    where declaration.hasPrefix(keyword) {
      let name = declaration.dropFirst(keyword.count).prefix {
        $0.isLetter || $0.isNumber || $0 == "_" || $0 == "$"
      }
      return name.isEmpty ? nil : String(name)
    }
    return nil
  }

  /// The folder of a path with a slash at its end; "" for a file of the root.
  private static func folder(of path: String) -> Substring {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return path[...slash]
  }

  /// The line with each dynamic import replaced by the bundle's loader.
  private mutating func loadingFromBundle(_ line: Substring, in folder: Substring) -> String {
    let parts = line.split(separator: "import(\"./", omittingEmptySubsequences: false)
    loads += parts.dropFirst().map { "\(folder)\($0.prefix { $0 != "\"" })" }
    return parts.joined(separator: "$load(\"\(folder)")
  }
}

extension ModuleScript.Import {
  /// Reads `import { a, b as c } from "./file.js";`.
  fileprivate init?(_ statement: String, in folder: Substring) {
    let parts = statement.split(separator: "\"", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[2] == ";",
      parts[0].hasPrefix("import {"), parts[0].hasSuffix("} from ")
    else { return nil }
    if parts[1].hasPrefix("./") {
      file = "\(folder)\(parts[1].dropFirst(2))"
    } else if parts[1].hasPrefix("../") {
      file = String(parts[1].dropFirst(3))
    } else {
      return nil
    }
    let names = parts[0].dropFirst("import {".count).dropLast("} from ".count)
      .split(separator: ",").map { name in
        name.split(separator: " ").filter { $0 != "as" }.joined(separator: ": ")
      }.filter { !$0.isEmpty }
    pattern = "{ \(names.joined(separator: ", ")) }"
  }
}
