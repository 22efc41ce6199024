import { EmptyState } from '@/components/ui/empty-state'
import { t } from '@/lib/client/messages/t'

/** Shown instead of examples that would not work yet. */
export function Unpublished() {
  return <EmptyState icon="rocket" title={t('publish.neverPublished')} text={t('publish.neverPublishedText')} />
}
