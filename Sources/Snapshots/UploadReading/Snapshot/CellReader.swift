import Datasets

/// Converts cells to the values of a batch's columns.
struct CellReader {
  var text: CellText

  init(in text: UnsafeRawBufferPointer) {
    self.text = CellText(in: text)
  }

  /// Reads the cells of a column, starting at the batch's row `firstRow`.
  /// - Returns: for a column of numbers, the cells that are not only digits.
  @discardableResult
  mutating func read(
    _ cells: UnsafeBufferPointer<Cell>, as column: MatchedColumn, from firstRow: Int,
    into batch: inout SnapshotBatch
  ) -> [Int] {
    if let grammar = column.grammar {
      return readNumbers(cells, column, grammar, firstRow, &batch)
    }
    readTexts(cells, column, firstRow, &batch)
    return []
  }
}

// MARK: Numbers

extension CellReader {
  private mutating func readNumbers(
    _ cells: UnsafeBufferPointer<Cell>, _ column: MatchedColumn, _ grammar: NumberGrammar,
    _ firstRow: Int, _ batch: inout SnapshotBatch
  ) -> [Int] {
    var others: [Int] = []
    var unread: [(row: Int, code: RowIssue.Code)] = []
    batch.withNumbers(column.column) { numbers in
      others = numbers.write(cells, of: text.text, from: firstRow)
      for row in others {
        switch readNumber(cells[row], grammar) {
        case .number(let number): numbers.set(number, row: firstRow + row)
        case .missing: continue
        case .problem(let code): unread.append((row, code))
        }
      }
    }
    for (row, code) in unread {
      batch.note(code, in: column, row: firstRow + row, found: text.excerpt(of: cells[row]))
    }
    return others
  }

  /// Reads a cell that is not only digits.
  @inline(never)
  private mutating func readNumber(_ cell: Cell, _ grammar: NumberGrammar) -> NumberReading {
    switch cell.form {
    case .missing: .missing
    case .misfit: .problem(.wrongType)
    case .number: text.withBytes(of: cell) { NumberGrammar.readJSONNumber($0) }
    case .plain, .quoted, .escaped: text.withBytes(of: cell) { grammar.read($0.trimmingBlanks()) }
    }
  }
}

// MARK: Texts

extension CellReader {
  /// Texts are kept verbatim. A missing name is empty, a missing alliance is null; an alliance with
  /// one of the words of `MissingValue` is missing too.
  private mutating func readTexts(
    _ cells: UnsafeBufferPointer<Cell>, _ column: MatchedColumn, _ firstRow: Int,
    _ batch: inout SnapshotBatch
  ) {
    let isName = column.column == .name
    let written = text.text
    var hasMisfits = false
    batch.withTexts(column.column) { texts in
      texts.append(cells, of: written) { cell in
        if cell.isVerbatim, isName || !MissingValue.canBegin(with: cell, in: written) {
          return .verbatim
        }
        if cell.form == .misfit { hasMisfits = true }
        return readText(cell, isName: isName)
      }
    }
    if !hasMisfits { return }
    for (row, cell) in cells.enumerated() where cell.form == .misfit {
      batch.note(.wrongType, in: column, row: firstRow + row, found: text.excerpt(of: cell))
    }
  }

  @inline(never)
  private mutating func readText(_ cell: Cell, isName: Bool) -> TextColumn.Reading {
    switch cell.form {
    case .missing, .misfit: return isName ? .empty : .missing
    case .plain, .number, .quoted, .escaped:
      if !isName, text.withBytes(of: cell, { MissingValue.isWritten($0.trimmingBlanks()) }) {
        return .missing
      }
      return cell.isVerbatim ? .verbatim : .resolved
    }
  }
}
