import type { ImportedNode, ImportNote, ImportStatus } from '../report'
import type { SourceFlow, SourceItem } from '../source-flow'
import type { Entry } from './entry'

/** Notes about what the user selects; they do not change what a node does. */
const TO_SELECT = new Set<ImportNote['key']>(['credential', 'knowledge', 'model'])
const SEVERITY: Readonly<Record<ImportStatus, number>> = { exact: 0, equivalent: 1, partial: 2, missing: 3 }

/** One row for each node of the file. */
export function reportItems({ peer, items }: SourceFlow, entries: readonly Entry[]): ImportedNode[] {
  const byItem = Map.groupBy(entries, ({ node }) => node.item)
  const targetsOf = (id: string) =>
    (byItem.get(id) ?? []).flatMap(({ ids, extras }) => [...Object.values(ids), ...extras])
  return items.map((item) => {
    const own = byItem.get(item.id) ?? []
    const notes = distinct([...item.notes, ...own.flatMap((entry) => entry.notes)])
    return {
      sourceId: item.id,
      title: item.title || item.type,
      sourceType: item.type,
      notes,
      targets: item.into === undefined ? targetsOf(item.id) : targetsOf(item.into),
      status: statusOf(item, own, { notes, isDify: peer === 'dify' }),
    }
  })
}

function statusOf(
  { into }: SourceItem,
  own: readonly Entry[],
  { notes, isDify }: { notes: readonly ImportNote[]; isDify: boolean },
): ImportStatus {
  const changed: ImportStatus[] = notes.some(({ key }) => !TO_SELECT.has(key)) ? ['partial'] : []
  // The node stays the same with another model, which the user selects.
  const hasModel = notes.some(({ key }) => key === 'model')
  const several: ImportStatus[] = own.length === 1 && !hasModel ? [] : ['equivalent']
  const statuses = own.map(({ node, rule, extras }): ImportStatus => {
    if (!rule) return 'missing'
    // Only rules with a test that compares both builders count as exact.
    const isProven = isDify || node.type === 'note'
    return rule.status === 'exact' && (extras.length > 0 || !isProven) ? 'equivalent' : rule.status
  })
  const all = [...statuses, ...changed, ...several]
  if (into !== undefined) return changed[0] ?? 'equivalent'
  return all.reduce((worst, status) => (SEVERITY[status] > SEVERITY[worst] ? status : worst), 'exact')
}

function distinct(notes: readonly ImportNote[]): ImportNote[] {
  return [...new Map(notes.map((note) => [`${note.key} ${note.about}`, note])).values()]
}
