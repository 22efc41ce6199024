import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { t } from '@/lib/client/messages/t'

/** There is no page at this address. */
export function MissingPage() {
  return (
    <div className="flex min-h-full items-center justify-center p-6">
      <EmptyState
        icon="search"
        title={t('common.notFoundTitle')}
        text={t('common.notFoundText')}
        action={
          <Button asChild variant="primary">
            <Link href="/apps">{t('common.goToApps')}</Link>
          </Button>
        }
        className="w-full max-w-lg"
      />
    </div>
  )
}
