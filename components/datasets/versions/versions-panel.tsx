'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ListStates } from '@/components/ui/list-states'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { listDatasetVersions } from '@/lib/contracts/dataset-versions'
import type { DatasetView } from '@/lib/contracts/datasets'
import { NewVersionDialog } from './new-version-dialog'
import { VersionItem } from './version-item'

export function VersionsPanel({ dataset }: { dataset: DatasetView }) {
  const canEdit = useHasRole('editor')
  const [isMaking, setMaking] = useState(false)
  const versions = useContractQuery(listDatasetVersions, { params: { datasetId: dataset.id } })
  const button = canEdit ? (
    <Button
      variant="primary"
      icon="save"
      disabled={dataset.approvedCount === 0}
      title={dataset.approvedCount === 0 ? t('datasets.nothingApproved') : undefined}
      onClick={() => setMaking(true)}
    >
      {t('datasets.newVersion')}
    </Button>
  ) : null
  return (
    <section>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-2xl text-muted text-sm">{t('datasets.versionsHint')}</p>
        {versions.data && versions.data.versions.length > 0 ? button : null}
      </div>
      <ListStates
        query={versions}
        items={versions.data?.versions}
        empty={
          <EmptyState
            icon="history"
            title={t('datasets.emptyVersionsTitle')}
            text={dataset.approvedCount === 0 ? t('datasets.nothingApproved') : t('datasets.emptyVersionsText')}
            action={button}
          />
        }
      >
        {(shown) => (
          <ol className="divide-y rounded-lg border bg-surface">
            {shown.map((version, index) => (
              <VersionItem key={version.id} dataset={dataset} version={version} before={shown[index + 1]} />
            ))}
          </ol>
        )}
      </ListStates>
      {isMaking ? <NewVersionDialog dataset={dataset} onClose={() => setMaking(false)} /> : null}
    </section>
  )
}
