/** x of `matrix` x = `values`, for a symmetric positive definite matrix, by Cholesky's way. */
export function solve(matrix: readonly (readonly number[])[], values: readonly number[]): number[] {
  const lower: number[][] = []
  const lowerAt = (row: number, column: number) => lower[row]?.[column] ?? 0
  for (const [row, line] of matrix.entries()) {
    const solution: number[] = []
    lower.push(solution)
    for (let column = 0; column <= row; column += 1) {
      let rest = line[column] ?? 0
      for (let before = 0; before < column; before += 1) rest -= lowerAt(row, before) * lowerAt(column, before)
      solution.push(column === row ? Math.sqrt(rest) : rest / lowerAt(column, column))
    }
  }
  const half: number[] = []
  for (const [row, value] of values.entries())
    half.push(half.reduce((rest, known, column) => rest - lowerAt(row, column) * known, value) / lowerAt(row, row))
  const found = values.map(() => 0)
  for (let row = values.length - 1; row >= 0; row -= 1) {
    let rest = half[row] ?? 0
    for (let below = row + 1; below < values.length; below += 1) rest -= lowerAt(below, row) * (found[below] ?? 0)
    found[row] = rest / lowerAt(row, row)
  }
  return found
}
