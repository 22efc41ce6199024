export interface WordChange {
  kind: 'same' | 'added' | 'removed'
  text: string
}

/** Beyond this many pairs of words the texts are shown one after the other. */
const MAX_PAIRS = 4_000_000

/** What was put in and taken out of a text, word by word, in reading order. */
export function diffWords(before: string, after: string): WordChange[] {
  const [a, b] = [words(before), words(after)]
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1
  let end = 0
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1
  const middle = diffMiddle(a.slice(start, a.length - end), b.slice(start, b.length - end))
  return join([...same(a.slice(0, start)), ...middle, ...same(a.slice(a.length - end))])
}

/** Words with the space after them, so that joined they are the text. */
const words = (text: string): string[] => text.match(/\s+|[^\s]+\s*/g) ?? []
const same = (list: readonly string[]): WordChange[] => list.map((text) => ({ kind: 'same', text }))

function diffMiddle(a: readonly string[], b: readonly string[]): WordChange[] {
  if (a.length * b.length > MAX_PAIRS) {
    return [
      { kind: 'removed', text: a.join('') },
      { kind: 'added', text: b.join('') },
    ]
  }
  const common = commonLengths(a, b)
  const changes: WordChange[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const [x = '', y = ''] = [a[i], b[j]]
    const kind = nextKind(x, y, common(i + 1, j) >= common(i, j + 1))
    changes.push({ kind, text: kind === 'added' ? y : x })
    if (kind !== 'added') i += 1
    if (kind !== 'removed') j += 1
  }
  return changes
}

/** No word is empty: an empty text stands for the end. */
function nextKind(x: string, y: string, losesNothing: boolean): WordChange['kind'] {
  if (x === y) return 'same'
  if (x === '') return 'added'
  return y === '' || losesNothing ? 'removed' : 'added'
}

/** Length of the longest common part of what is left from (i, j) on. */
function commonLengths(a: readonly string[], b: readonly string[]): (i: number, j: number) => number {
  const width = b.length + 1
  const lengths = new Uint32Array((a.length + 1) * width)
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  }
  return (i, j) => (i > a.length || j > b.length ? 0 : at(i, j))
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
