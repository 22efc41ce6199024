import { Skeleton } from '@/components/ui/skeleton'
import { t } from '@/lib/client/messages/t'
import type { ResponseOf } from '@/lib/contracts/contract'
import type { previewRuns } from '@/lib/contracts/dataset-sources'
import { ExampleContent } from '../examples/example-content'

export function RunsPreview({ result }: { result: ResponseOf<typeof previewRuns> | undefined }) {
  if (!result) return <Skeleton className="h-24" />
  const [first] = result.examples
  return (
    <section aria-live="polite" className="rounded-lg border">
      <p className="px-3 py-2 font-medium text-sm">
        {t('datasets.runsFound', { count: result.count })}
        {result.corrected > 0 ? (
          <span className="ml-2 font-normal text-muted">
            {t('datasets.runsCorrected', { count: result.corrected })}
          </span>
        ) : null}
      </p>
      {first ? (
        <div className="max-h-56 overflow-y-auto border-t px-3 py-2">
          <ExampleContent data={first} isKept={false} />
        </div>
      ) : null}
    </section>
  )
}
