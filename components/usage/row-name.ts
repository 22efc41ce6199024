import { dateFormat } from '@/lib/client/messages/intl'
import { t } from '@/lib/client/messages/t'
import type { UsageDimension, UsageRow } from '@/lib/contracts/usage'

/** The name of a usage row, or a placeholder for missing and deleted ones. */
export function rowName(row: Pick<UsageRow, 'id' | 'name'> | null, dimension: UsageDimension): string {
  if (dimension === 'day')
    return dateFormat({ dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${row?.id ?? ''}T00:00:00Z`))
  if (row?.name) return row.name
  const isNone = row === null || row.id === ''
  switch (dimension) {
    case 'app':
      return isNone ? t('usage.noApp') : t('usage.deletedApp')
    case 'key':
      return isNone ? t('usage.noKey') : t('usage.deletedKey')
    case 'person':
      return isNone ? t('usage.noPerson') : t('usage.deletedPerson')
    case 'model':
      return row?.id ?? ''
    default: {
      const unhandled: never = dimension
      return unhandled
    }
  }
}
