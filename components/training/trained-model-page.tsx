'use client'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { ErrorPanel } from '@/components/ui/error-panel'
import { IconButton } from '@/components/ui/icon-button'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import { toast } from '@/components/ui/toast'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import {
  deleteTrainedModel,
  getTrainedModel,
  listTrainedModels,
  type TrainedModelDetail,
} from '@/lib/contracts/training'
import { CardPanel } from './card-panel'
import { HistoryPanel } from './history-panel'
import { JobList } from './job-list'
import { MetricsPanel } from './metrics-panel'
import { isOpen } from './stage-badge'
import { TryPanel } from './try-panel'
import { UsePanel } from './use-panel'
import { VersionsPanel } from './versions-panel'

const POLL_MS = 2_000

export function TrainedModelPage({ modelId }: { modelId: string }) {
  const query = useContractQuery(getTrainedModel, {
    params: { trainedModelId: modelId },
    refetchInterval: (data) => (data?.jobs.some(isOpen) ? POLL_MS : false),
  })
  if (query.error)
    return (
      <PageBody>
        <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
      </PageBody>
    )
  if (!query.data)
    return (
      <PageBody>
        <SkeletonRows count={6} />
      </PageBody>
    )
  return <Loaded model={query.data} />
}

function Loaded({ model }: { model: TrainedModelDetail }) {
  const [tab, setTab] = useUrlState('tab')
  const shown = model.versionList.find(({ stage }) => stage === 'production') ?? model.versionList[0]
  return (
    <PageBody>
      <PageHeader
        title={model.name}
        description={model.description || t(`training.kind-${model.kind}`)}
        back={{ href: '/models/trained', label: t('training.backToModels') }}
        actions={<Actions model={model} />}
      />
      <Tabs value={tab === '' ? 'versions' : tab} onValueChange={setTab}>
        <TabsList aria-label={model.name} className="mb-4">
          <TabsTrigger value="versions">{t('training.versions')}</TabsTrigger>
          {model.kind === 'classifier' ? <TabsTrigger value="figures">{t('training.metrics')}</TabsTrigger> : null}
          <TabsTrigger value="try">{t('training.try')}</TabsTrigger>
          <TabsTrigger value="use">{t('training.use')}</TabsTrigger>
          <TabsTrigger value="card">{t('training.card')}</TabsTrigger>
          <TabsTrigger value="history">{t('training.history')}</TabsTrigger>
        </TabsList>
        <TabsContent value="versions" className="flex flex-col gap-4">
          <VersionsPanel model={model} />
          <JobList jobs={model.jobs} />
        </TabsContent>
        <TabsContent value="figures">
          <MetricsPanel report={shown?.report ?? null} />
        </TabsContent>
        <TabsContent value="try">
          <TryPanel model={model} />
        </TabsContent>
        <TabsContent value="use">
          <UsePanel model={model} />
        </TabsContent>
        <TabsContent value="card">
          <CardPanel model={model} />
        </TabsContent>
        <TabsContent value="history">
          <HistoryPanel history={model.history} />
        </TabsContent>
      </Tabs>
    </PageBody>
  )
}

function Actions({ model }: { model: TrainedModelDetail }) {
  const router = useRouter()
  const canEdit = useHasRole('editor')
  const [isConfirming, setConfirming] = useState(false)
  const remove = useContractMutation(deleteTrainedModel, {
    invalidates: [listTrainedModels],
    onSuccess: () => {
      toast(t('training.deleted', { name: model.name }))
      router.push('/models/trained')
    },
  })
  if (!canEdit) return null
  return (
    <>
      <Button asChild>
        <Link href={`/models/trained/new?model=${encodeURIComponent(model.name)}&kind=${model.kind}`}>
          {t('training.again')}
        </Link>
      </Button>
      <IconButton icon="trash" label={t('training.delete')} onClick={() => setConfirming(true)} />
      <ConfirmDialog
        open={isConfirming}
        onOpenChange={setConfirming}
        title={t('training.deleteTitle', { name: model.name })}
        description={t('training.deleteText')}
        confirmLabel={t('training.delete')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate({ params: { trainedModelId: model.id } })}
      />
    </>
  )
}
