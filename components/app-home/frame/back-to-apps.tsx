import Link from 'next/link'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'

export function BackToApps() {
  return (
    <Link
      href="/apps"
      prefetch={false}
      aria-label={t('canvas.backToApps')}
      title={t('canvas.backToApps')}
      className="flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
    >
      <Icon name="chevron-left" />
    </Link>
  )
}
