'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { DropZone } from '@/components/ui/drop-zone'
import { Select } from '@/components/ui/select'
import { SetupCard } from '@/components/ui/setup-card'
import { toast } from '@/components/ui/toast'
import { UploadList } from '@/components/ui/upload-list'
import { isUnderway, useUploads } from '@/lib/client/hooks/use-uploads'
import { t } from '@/lib/client/messages/t'
import { allOf } from '@/lib/client/queries/query-keys'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { createKnowledgeBase, listKnowledgeBases, UPLOAD_EXTENSIONS } from '@/lib/contracts/knowledge'
import { findDocuments } from '@/lib/contracts/knowledge-documents'
import { listSources } from '@/lib/contracts/knowledge-sources'
import { getLintFacts } from '@/lib/contracts/lint'
import { getAppSample } from '@/lib/contracts/templates'
import { useEditor } from '../state/editor-context'
import { CrawlProgress, isCrawling } from './crawl-progress'
import { DocumentProgress } from './document-progress'
import type { KnowledgeNeed } from './find-needs'
import { useDismissed } from './use-dismissed'

const POLL_MS = 800

/** Upload step: creates a knowledge base if there is none, and shows the progress of each file. */
export function DocumentsStep({ need }: { need: KnowledgeNeed }) {
  const { store, actions, appId } = useEditor()
  const uploads = useUploads()
  const client = useQueryClient()
  const bases = useContractQuery(listKnowledgeBases)
  const create = useContractMutation(createKnowledgeBase, { invalidates: [listKnowledgeBases] })
  const { knowledgeBaseId } = need
  const sources = useContractQuery(listSources, {
    params: { knowledgeBaseId },
    enabled: knowledgeBaseId !== '',
    refetchInterval: (data) => (data?.sources.some(isCrawling) ? POLL_MS : false),
  })
  const crawls = sources.data?.sources.filter(isCrawling) ?? []
  const documents = useContractQuery(findDocuments, {
    params: { knowledgeBaseId },
    enabled: knowledgeBaseId !== '',
    refetchInterval: (data) => (crawls.length > 0 || data?.documents.some(isPending) ? POLL_MS : false),
  })
  const list = documents.data?.documents ?? []
  const isEmpty = knowledgeBaseId === '' || (documents.data !== undefined && list.length === 0)
  const sample = useContractQuery(getAppSample, { params: { appId }, staleTime: 60_000 }).data?.sample?.documents ?? []
  const [isDismissed, dismiss] = useDismissed(`own-documents-${appId}`)
  const isSample = list.length > 0 && list.every(({ name }) => sample.includes(name)) && !isDismissed
  const isBusy =
    crawls.length > 0 ||
    list.some(isPending) ||
    uploads.uploads.some((upload) => isUnderway(upload) || upload.status === 'failed')
  const readyCount = list.filter(({ status }) => status === 'ready').length
  useEffect(() => {
    // The linter's advice about an empty knowledge base disappears once it has documents.
    if (readyCount > 0) void client.invalidateQueries({ queryKey: allOf(getLintFacts) })
  }, [client, readyCount])
  const choose = (id: string) => {
    const node = store.getState().nodeById.get(need.nodeId)
    if (node) actions.setConfig(node.id, { ...node.config, [need.field]: id })
  }
  async function addFiles(files: File[]) {
    try {
      const id = knowledgeBaseId || (await create.mutateAsync({ body: { name: t('canvas.newKnowledgeName') } })).id
      if (id !== knowledgeBaseId) choose(id)
      await uploads.add(id, files)
      uploads.clearSent()
    } catch (error) {
      toast.error(error instanceof Error ? error.message : t('common.errorUnknown'))
    }
  }
  if (!isEmpty && !isBusy && !isSample) return null
  const knowledgeBases = bases.data?.knowledgeBases ?? []
  return (
    <SetupCard
      icon="book-open"
      {...(isSample
        ? {
            title: t('runPanel.ownDocuments'),
            text: t('runPanel.ownDocumentsText', { documents: sample.join(', ') }),
            onDismiss: dismiss,
          }
        : { title: t('runPanel.needsDocuments'), text: t('runPanel.needsDocumentsText') })}
    >
      <div className="flex flex-col gap-2">
        <DropZone
          compact
          accept={UPLOAD_EXTENSIONS.join(',')}
          title={t('knowledge.dropTitle')}
          hint={t('knowledge.dropHint')}
          onFiles={(files) => void addFiles(files)}
        />
        {knowledgeBaseId === '' && knowledgeBases.length > 0 ? (
          <Select
            aria-label={t('canvas.chooseKnowledge')}
            value={undefined}
            placeholder={t('runPanel.orChooseKnowledge')}
            onValueChange={choose}
            options={knowledgeBases.map(({ id, name }) => ({ value: id, label: name }))}
          />
        ) : null}
        {crawls.map((source) => (
          <CrawlProgress key={source.id} source={source} />
        ))}
        <UploadList uploads={uploads} />
        <DocumentProgress documents={list.filter((document) => document.status !== 'ready')} />
      </div>
    </SetupCard>
  )
}

function isPending({ status }: { status: string }): boolean {
  return status !== 'ready' && status !== 'failed'
}
