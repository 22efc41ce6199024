import type { DatasetDiffRow } from '@/lib/contracts/dataset-versions'
import type { ExampleSplit } from '@/lib/contracts/datasets'

export interface DiffItem {
  id: string
  inputHash: string
  split: ExampleSplit
  text: string
}

export interface VersionDiff {
  counts: Record<DatasetDiffRow['change'] | 'same', number>
  rows: DatasetDiffRow[]
}

/** Added, removed and moved examples, and questions with a changed answer. */
export function diffVersions(before: readonly DiffItem[], after: readonly DiffItem[]): VersionDiff {
  const known = new Map(before.map((item) => [item.id, item]))
  const removed = new Map(known)
  const rows: DatasetDiffRow[] = []
  const added: DiffItem[] = []
  let same = 0
  for (const item of after) {
    const old = known.get(item.id)
    if (!old) added.push(item)
    else if (old.split === item.split) same += 1
    else rows.push({ change: 'moved', split: item.split, splitBefore: old.split, text: item.text, textBefore: null })
    removed.delete(item.id)
  }
  const removedByInput = Map.groupBy(removed.values(), ({ inputHash }) => inputHash)
  for (const item of added) {
    const old = removedByInput.get(item.inputHash)?.shift()
    if (old) removed.delete(old.id)
    rows.push({
      change: old ? 'edited' : 'added',
      split: item.split,
      splitBefore: old?.split ?? null,
      text: item.text,
      textBefore: old?.text ?? null,
    })
  }
  for (const { split, text } of removed.values())
    rows.push({ change: 'removed', split, splitBefore: null, text, textBefore: null })
  const count = (change: DatasetDiffRow['change']) => rows.filter((row) => row.change === change).length
  const counts = {
    added: count('added'),
    removed: count('removed'),
    edited: count('edited'),
    moved: count('moved'),
    same,
  }
  const order = { edited: 0, added: 1, removed: 2, moved: 3 }
  return { counts, rows: rows.sort((a, b) => order[a.change] - order[b.change]) }
}
