/// A module of the page, parsed into its imports, its exports and its other lines.
///
/// The page's modules use a subset of JavaScript, so that joining them needs no full parser:
/// - An import is `import { name } from "./file.js";` and starts its line.
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

  /// An import: its names as a destructuring pattern, `{ name, other: renamed }`, and its file.
  struct Import: Equatable {
    let pattern: String
    let file: String
  }

  private(set) var imports: [Import] = []
  private(set) var exports: [String] = []
  /// The other lines, without those that are comments or empty.
  private(set) var lines: [String] = []

  /// - Throws: `Unjoinable`.
  init(_ text: String, file: String) throws(Unjoinable) {
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
        guard let parsed = Import(statement) else {
          throw Unjoinable(file: file, line: number + 1, found: statement)
        }
        imports.append(parsed)
        statement = ""
      } else if line.hasPrefix("export ") {
        let declaration = line.dropFirst("export ".count)
        guard let name = Self.name(declaredBy: declaration) else {
          throw Unjoinable(file: file, line: number + 1, found: String(line))
        }
        exports.append(name)
        lines.append(Self.loadingFromBundle(declaration))
      } else {
        lines.append(Self.loadingFromBundle(line))
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

  /// The line with each dynamic import replaced by the bundle's loader.
  private static func loadingFromBundle(_ line: Substring) -> String {
    line.split(separator: "import(\"./", omittingEmptySubsequences: false)
      .joined(separator: "$load(\"")
  }
}

extension ModuleScript.Import {
  /// Reads `import { a, b as c } from "./file.js";`.
  fileprivate init?(_ statement: String) {
    let parts = statement.split(separator: "\"", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[1].hasPrefix("./"), parts[2] == ";",
      parts[0].hasPrefix("import {"), parts[0].hasSuffix("} from ")
    else { return nil }
    let names = parts[0].dropFirst("import {".count).dropLast("} from ".count)
      .split(separator: ",").map { name in
        name.split(separator: " ").filter { $0 != "as" }.joined(separator: ": ")
      }.filter { !$0.isEmpty }
    pattern = "{ \(names.joined(separator: ", ")) }"
    file = String(parts[1].dropFirst(2))
  }
}
