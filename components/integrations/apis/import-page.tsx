'use client'
import { useState } from 'react'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { getCustomApiSelection } from '@/lib/contracts/custom-apis/custom-apis'
import type { ApiDocumentView } from '@/lib/contracts/custom-apis/documents'
import { type KnownApi, SelectStep } from './select-step'
import { SourceStep } from './source-step'

/** Reads a document, selects its operations and imports them, or updates an imported API. */
export function ImportPage() {
  const canEdit = useHasRole('editor')
  const [apiId] = useUrlState('api')
  return (
    <PageBody>
      {canEdit ? null : <EmptyState icon="plug" title={t('apis.import')} text={t('apis.noRole')} />}
      {canEdit && apiId === '' ? <Steps known={null} /> : null}
      {canEdit && apiId !== '' ? <KnownSteps apiId={apiId} /> : null}
    </PageBody>
  )
}

function KnownSteps({ apiId }: { apiId: string }) {
  const selection = useContractQuery(getCustomApiSelection, { params: { customApiId: apiId } })
  if (selection.error) return <ErrorPanel error={selection.error} onRetry={() => void selection.refetch()} />
  if (!selection.data) return <Skeleton className="h-60" />
  // A new version of the API restarts the steps.
  return <Steps key={selection.data.api.version} known={selection.data} />
}

function Steps({ known }: { known: KnownApi | null }) {
  const [wanted, setWanted] = useUrlState('document')
  const [read, setRead] = useState<ApiDocumentView | null>(null)
  const document = read ?? (wanted === 'new' ? null : (known?.document ?? null))
  return (
    <>
      <PageHeader
        title={known ? known.api.name : t('apis.import')}
        description={document ? undefined : t('apis.sourceText')}
        back={{ href: '/integrations/apis', label: t('apis.title') }}
      />
      {document === null ? (
        <SourceStep url={known?.document.url ?? ''} onRead={setRead} />
      ) : (
        <SelectStep
          key={document.documentId}
          document={document}
          known={known}
          onOtherDocument={() => {
            setRead(null)
            setWanted('new')
          }}
        />
      )}
    </>
  )
}
