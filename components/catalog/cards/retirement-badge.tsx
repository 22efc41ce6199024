import { Badge } from '@/components/ui/badge'
import { t } from '@/lib/client/messages/t'

/** Shows an upcoming or past retirement of a model. */
export function RetirementBadge({ retiresOn }: { retiresOn: string | null }) {
  if (retiresOn === null) return null
  const isRetired = retiresOn <= new Date().toISOString().slice(0, 10)
  return (
    <Badge tone={isRetired ? 'danger' : 'warning'}>
      {isRetired ? t('catalog.retired') : t('catalog.retires', { day: retiresOn })}
    </Badge>
  )
}
