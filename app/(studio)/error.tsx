'use client'
import { ErrorPanel } from '@/components/ui/error-panel'
import { PageBody } from '@/components/ui/page-body'

export default function StudioError({ error, reset }: { error: Error; reset: () => void }) {
  return (
    <PageBody narrow>
      <ErrorPanel error={error} onRetry={reset} />
    </PageBody>
  )
}
