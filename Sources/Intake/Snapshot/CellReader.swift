internal import Rankings

/// Turns cells into the values of a batch's columns.
struct CellReader {
  private var text: CellText

  init(in text: UnsafeRawBufferPointer) {
    self.text = CellText(in: text)
  }

  /// Reads the cells of some rows of a column; the first of them is the batch's row `firstOut`.
  mutating func read(
    _ cells: UnsafeBufferPointer<Cell>, rows: [Int], as column: MatchedColumn,
    from firstOut: Int, into batch: inout SnapshotBatch
  ) {
    if let grammar = column.grammar {
      readNumbers(cells, rows, column, grammar, firstOut, &batch)
    } else {
      readTexts(cells, rows, column, firstOut, &batch)
    }
  }
}

// MARK: Numbers

extension CellReader {
  private mutating func readNumbers(
    _ cells: UnsafeBufferPointer<Cell>, _ rows: [Int], _ column: MatchedColumn,
    _ grammar: NumberGrammar, _ firstOut: Int, _ batch: inout SnapshotBatch
  ) {
    var unread: [(out: Int, code: Problem.Code, cell: Cell)] = []
    batch.withNumbers(column.column) { numbers in
      numbers.write(from: firstOut, count: rows.count) { out in
        let cell = cells[rows[out]]
        if cell.isVerbatim, let number = DigitRun.value(of: cell.range, in: text.text) {
          return number
        }
        switch readNumber(cell, grammar) {
        case .number(let number): return number
        case .missing: return nil
        case .problem(let code):
          unread.append((firstOut + out, code, cell))
          return nil
        }
      }
    }
    for (out, code, cell) in unread {
      batch.note(code, in: column, row: out, found: text.excerpt(of: cell))
    }
  }

  /// Reads a cell that is not simply digits.
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
  private mutating func readTexts(
    _ cells: UnsafeBufferPointer<Cell>, _ rows: [Int], _ column: MatchedColumn,
    _ firstOut: Int, _ batch: inout SnapshotBatch
  ) {
    var misfits: [(out: Int, cell: Cell)] = []
    let isName = column.column == .name
    batch.withTexts(column.column) { texts in
      for (out, row) in rows.enumerated() {
        let cell = cells[row]
        if cell.form == .misfit { misfits.append((firstOut + out, cell)) }
        append(cell, to: &texts, isName: isName)
      }
    }
    for (out, cell) in misfits {
      batch.note(.wrongType, in: column, row: out, found: text.excerpt(of: cell))
    }
  }

  /// Appends a cell's text as it came. Without one, a name is empty and an alliance is missing; an
  /// alliance is missing too where it says so in one of the words of `MissingValue`.
  @inline(__always)
  private mutating func append(_ cell: Cell, to texts: inout TextColumn, isName: Bool) {
    let written = UnsafeRawBufferPointer(rebasing: text.text[cell.range])
    if cell.form == .misfit || cell.form == .missing || (!isName && isMissing(cell)) {
      if isName { texts.append(UnsafeRawBufferPointer(start: nil, count: 0)) }
      if !isName { texts.appendMissing() }
    } else if cell.isVerbatim {
      texts.append(written)
    } else {
      texts.append(written, form: cell.form)
    }
  }

  @inline(__always)
  private mutating func isMissing(_ cell: Cell) -> Bool {
    text.withBytes(of: cell) { MissingValue.isWritten($0.trimmingBlanks()) }
  }
}
