'use client'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { formatDuration } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { getTrainedModel } from '@/lib/contracts/training'
import { accuracyText } from './accuracy-text'

interface TrainingResultProps {
  modelId: string
  /** Number of the version that the training created. */
  version: number
  durationMs: number | null
}

/** The accuracy of the new version first, and what to do with it. */
export function TrainingResult({ modelId, version, durationMs }: TrainingResultProps) {
  const model = useContractQuery(getTrainedModel, { params: { trainedModelId: modelId } }).data
  const { accuracy, testExamples, stage } = model?.versionList.find(({ number }) => number === version) ?? {}
  const page = `/models/trained/${modelId}`
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        {accuracy == null ? null : (
          <p className="font-semibold text-xl tracking-tight">{accuracyText(accuracy, testExamples ?? 0)}</p>
        )}
        <p className="flex flex-wrap gap-x-2 text-muted text-sm">
          {[
            t('training.versionReady', { number: version }),
            stage === undefined ? null : t(`training.stage-${stage}`),
            durationMs === null ? null : t('training.duration', { duration: formatDuration(durationMs) }),
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button asChild>
          <Link href={`${page}?tab=try`}>{t('training.try')}</Link>
        </Button>
        <Button asChild>
          <Link href={page}>{t('training.versions')}</Link>
        </Button>
        <Button asChild variant="primary">
          <Link href={`${page}?tab=use`}>{t('training.useInApp')}</Link>
        </Button>
      </div>
    </div>
  )
}
