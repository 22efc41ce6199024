export interface WordChange {
  kind: 'same' | 'added' | 'removed'
  text: string
}

/** With more pairs of words the texts are shown one after the other. */
const MAX_PAIRS = 4_000_000

/** Word-level insertions and deletions, in reading order. */
export function diffWords(before: string, after: string): WordChange[] {
  const [a, b] = [words(before), words(after)]
  let start = 0
  while (start < a.length && start < b.length && isSame(a[start], b[start])) start += 1
  let end = 0
  while (end < a.length - start && end < b.length - start && isSame(a.at(-1 - end), b.at(-1 - end))) end += 1
  const [aEnd, bEnd] = [a.length - end, b.length - end]
  return join([
    ...unchanged(a.slice(0, start), b),
    ...diffMiddle(a.slice(start, aEnd), b.slice(start, bEnd)),
    ...unchanged(a.slice(aEnd), b.slice(bEnd)),
  ])
}

interface Word {
  word: string
  /** White space after it; ignored when comparing, because the last word has none. */
  space: string
}

function words(text: string): Word[] {
  return [...text.matchAll(/(\S+)(\s*)|\s+/g)].map(([all, word = all, space = '']) => ({ word, space }))
}

const isSame = (x: Word | undefined, y: Word | undefined): boolean => x?.word === y?.word
const textOf = (list: readonly Word[]): string => list.map(({ word, space }) => word + space).join('')

/** Words of both texts that differ in spaces at most. */
const unchanged = (a: readonly Word[], b: readonly Word[]): WordChange[] =>
  a.flatMap((x, index) => keep(x, b[index] ?? x))

function keep({ word, space }: Word, other: Word): WordChange[] {
  if (space === other.space) return [{ kind: 'same', text: word + space }]
  const changes: WordChange[] = [
    { kind: 'same', text: word },
    { kind: 'removed', text: space },
    { kind: 'added', text: other.space },
  ]
  return changes.filter(({ text }) => text !== '')
}

function diffMiddle(a: readonly Word[], b: readonly Word[]): WordChange[] {
  if (a.length * b.length > MAX_PAIRS) {
    return [
      { kind: 'removed', text: textOf(a) },
      { kind: 'added', text: textOf(b) },
    ]
  }
  const common = commonLengths(a, b)
  const changes: WordChange[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const [x, y] = [a[i], b[j]]
    if (x && y && isSame(x, y)) {
      changes.push(...keep(x, y))
      i += 1
      j += 1
    } else if (x && (!y || common(i + 1, j) >= common(i, j + 1))) {
      changes.push({ kind: 'removed', text: textOf([x]) })
      i += 1
    } else if (y) {
      changes.push({ kind: 'added', text: textOf([y]) })
      j += 1
    }
  }
  return changes
}

/** Length of the longest common subsequence from (i, j) on. */
function commonLengths(a: readonly Word[], b: readonly Word[]): (i: number, j: number) => number {
  const width = b.length + 1
  const lengths = new Uint32Array((a.length + 1) * width)
  const lengthAt = (i: number, j: number) => lengths[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] = isSame(a[i], b[j])
        ? lengthAt(i + 1, j + 1) + 1
        : Math.max(lengthAt(i + 1, j), lengthAt(i, j + 1))
  }
  return (i, j) => (i > a.length || j > b.length ? 0 : lengthAt(i, j))
}

function join(changes: readonly WordChange[]): WordChange[] {
  const joined: WordChange[] = []
  for (const change of changes) {
    const last = joined.at(-1)
    if (last?.kind === change.kind) last.text += change.text
    else joined.push({ ...change })
  }
  return joined
}
