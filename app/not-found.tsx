import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { currentLocale, loadCatalogue } from '@/lib/client/messages/catalogue'
import { t } from '@/lib/client/messages/t'

export default async function NotFound() {
  await loadCatalogue(currentLocale())
  return (
    <main className="flex min-h-dvh items-center justify-center p-6">
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
    </main>
  )
}
