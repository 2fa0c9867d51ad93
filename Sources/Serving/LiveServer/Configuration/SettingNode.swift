import Yams

/// A value of a configuration file, with the line it stands on.
struct SettingNode {
  enum Content {
    case empty
    /// A quoted text is no number and no truth value.
    case scalar(String, isQuoted: Bool)
    case list([SettingNode])
    case section([Member])
  }

  struct Member {
    let name: String
    let line: Int
    let value: SettingNode
  }

  let content: Content
  /// From 1.
  let line: Int

  /// Parses YAML 1.1, as far as settings need it. An empty text is an empty section.
  /// - Parameters:
  ///   - variables: replace `${NAME}` within scalars; a replaced scalar counts as not quoted.
  ///   - faults: gets what is wrong; the node then lacks it.
  init(yaml text: String, variables: [String: String], faults: FaultCollector) {
    do {
      if let root = try compose(yaml: text, .basic, .default, .utf8) {
        self.init(root, path: "", variables, faults)
        return
      }
    } catch let error as YamlError {
      let (reason, line) = error.reasonAndLine
      faults.add("", "the file is no YAML: \(reason)", line: line)
    } catch {
      faults.add("", "the file is no YAML: \(error)")
    }
    self.init(content: .empty, line: 1)
  }

  private init(content: Content, line: Int) {
    self.content = content
    self.line = line
  }

  private init(
    _ node: Node, path: String, _ variables: [String: String], _ faults: FaultCollector
  ) {
    line = node.mark?.line ?? 1
    switch node {
    case .scalar(let scalar):
      content = Self.scalar(scalar, path, line, variables, faults)
    case .sequence(let elements):
      content = .list(
        elements.enumerated().map { index, element in
          SettingNode(element, path: "\(path)[\(index)]", variables, faults)
        })
    case .mapping(let members):
      content = .section(
        members.compactMap { key, value in
          let line = key.mark?.line ?? 1
          guard let name = key.scalar?.string else {
            faults.add(path, "expected a name as a key", line: line)
            return nil
          }
          let memberPath = path.isEmpty ? name : "\(path).\(name)"
          return Member(
            name: name, line: line,
            value: SettingNode(value, path: memberPath, variables, faults))
        })
    case .alias:
      faults.add(path, "aliases are not supported", line: line)
      content = .empty
    }
  }

  private static func scalar(
    _ scalar: Node.Scalar, _ path: String, _ line: Int, _ variables: [String: String],
    _ faults: FaultCollector
  ) -> Content {
    let isQuoted = scalar.style != .plain && scalar.style != .any
    guard scalar.string.contains("$") else {
      let isEmpty = !isQuoted && ["", "~", "null"].contains(scalar.string)
      return isEmpty ? .empty : .scalar(scalar.string, isQuoted: isQuoted)
    }
    do throws(VariableError) {
      let text = try VariableSubstitution.substitute(variables, in: scalar.string)
      return .scalar(text, isQuoted: isQuoted && text == scalar.string)
    } catch {
      faults.add(path, error.reason, line: line)
      return .empty
    }
  }
}

extension YamlError {
  /// Without the excerpt of the file, which may contain secrets.
  fileprivate var reasonAndLine: (reason: String, line: Int?) {
    switch self {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      (problem, mark.line)
    case .duplicatedKeysInMapping(let names, let context):
      ("\(names.sorted().joined(separator: ", ")) is given twice", context.mark.line)
    case .reader(let problem, _, _, _), .writer(let problem), .emitter(let problem),
      .representer(let problem):
      (problem, nil)
    case .no, .memory, .dataCouldNotBeDecoded: ("it cannot be read", nil)
    }
  }
}
