import { summaryFieldName } from '@/components/diff/field-names'
import { t } from '@/lib/client/messages/t'
import type { DiffSummary } from '@/lib/graph/diff/diff-summary'

/** “2 nodes added, Text of “Answer” changed”. */
export function describeChanges(changes: DiffSummary | null): string {
  if (!changes) return t('versions.first')
  const { added, removed, changed, edges, moved } = changes
  const parts = [
    ...namedPart(added, 'versions.addedOne', 'versions.addedMany'),
    ...namedPart(removed, 'versions.removedOne', 'versions.removedMany'),
    ...changedParts(changed),
    ...(edges > 0 ? [t('versions.edgesChanged', { count: edges })] : []),
  ]
  if (parts.length > 0) return parts.join(', ')
  return moved > 0 ? t('versions.onlyMoved') : t('versions.nothingChanged')
}

function namedPart(
  { count, labels }: DiffSummary['added'],
  singular: 'versions.addedOne' | 'versions.removedOne',
  many: 'versions.addedMany' | 'versions.removedMany',
): string[] {
  if (count === 0) return []
  return [count === 1 ? t(singular, { label: labels[0] ?? '' }) : t(many, { count })]
}

function changedParts({ count, nodes }: DiffSummary['changed']): string[] {
  if (count > 2) return [t('versions.changedMany', { count })]
  return nodes.map(({ label, type, fields }) => {
    const [only, ...more] = fields
    return only === undefined || more.length > 0
      ? t('versions.changedOne', { label })
      : t('versions.fieldChanged', { field: summaryFieldName(type, only), label })
  })
}
