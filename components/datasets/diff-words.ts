export interface DiffPart {
  kind: 'same' | 'added' | 'removed'
  text: string
}

/** Word by word, by the longest common run of words. Previews are short, so the table stays small. */
export function diffWords(before: string, after: string): DiffPart[] {
  const [a, b] = [wordsOf(before), wordsOf(after)]
  const lengths = commonLengths(a, b)
  const parts: DiffPart[] = []
  const push = (kind: DiffPart['kind'], text: string) => {
    const last = parts.at(-1)
    if (last?.kind === kind) last.text += text
    else parts.push({ kind, text })
  }
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]]
    if (left !== undefined && left === right) {
      push('same', left)
      i += 1
      j += 1
    } else if (right !== undefined && (left === undefined || at(lengths, i, j + 1) > at(lengths, i + 1, j))) {
      push('added', right)
      j += 1
    } else if (left !== undefined) {
      push('removed', left)
      i += 1
    }
  }
  return parts
}

const wordsOf = (text: string): string[] => text.match(/\s+|[^\s]+/g) ?? []
const at = (lengths: readonly number[][], i: number, j: number): number => lengths[i]?.[j] ?? 0

function commonLengths(a: readonly string[], b: readonly string[]): number[][] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const row = lengths[i]
    for (let j = b.length - 1; j >= 0 && row; j -= 1)
      row[j] = a[i] === b[j] ? at(lengths, i + 1, j + 1) + 1 : Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1))
  }
  return lengths
}
