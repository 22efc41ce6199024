'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { DropArea } from '@/components/ui/drop-area'
import { ErrorPanel } from '@/components/ui/error-panel'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { Skeleton, SkeletonRows } from '@/components/ui/skeleton'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import { useTab } from '@/lib/client/hooks/use-tab'
import { useUploads } from '@/lib/client/hooks/use-uploads'
import { blockingError } from '@/lib/client/http/blocking-error'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { getKnowledgeBase } from '@/lib/contracts/knowledge'
import { NO_DEFAULTS, readDefaults } from './default-fields'
import { DocumentsPanel } from './documents/documents-panel'
import { DuplicatesCount } from './duplicates/duplicates-count'
import { DuplicatesPanel } from './duplicates/duplicates-panel'
import { embedderName } from './embedder-name'
import { IndexPanel } from './indexes/index-panel'
import { KnowledgeMenu } from './knowledge-menu'
import { LabPanel } from './lab/lab-panel'
import { MetadataPanel } from './metadata/metadata-panel'
import { SearchTestPanel } from './search-test-panel'
import { SourcesPanel } from './sources/sources-panel'

const TABS = ['documents', 'sources', 'search', 'lab', 'index', 'metadata', 'duplicates']

export function KnowledgeBasePage({ knowledgeBaseId }: { knowledgeBaseId: string }) {
  const router = useRouter()
  const canEdit = useHasRole('editor')
  const uploads = useUploads()
  const [defaults, setDefaults] = useState(NO_DEFAULTS)
  const [tab, setTab] = useTab(canEdit ? TABS : TABS.filter((name) => name !== 'lab'))
  const base = useContractQuery(getKnowledgeBase, { params: { knowledgeBaseId } })
  const [tried, setTried] = useState('')
  function tryQuestion(question: string) {
    setTried(question)
    setTab('search')
  }
  function addFiles(files: File[]) {
    setTab('documents')
    void uploads.add(knowledgeBaseId, files, readDefaults(defaults))
  }
  const page = (
    <PageBody>
      <PageHeader
        back={{ href: '/knowledge', label: t('knowledge.title') }}
        title={base.data?.name ?? (base.error ? t('knowledge.title') : <Skeleton className="h-7 w-56" />)}
        description={base.data?.description}
        actions={
          base.data ? (
            <>
              <Badge tone="outline">{embedderName(base.data.embedder)}</Badge>
              <KnowledgeMenu base={base.data} onDeleted={() => router.push('/knowledge')} />
            </>
          ) : null
        }
      />
      {blockingError(base) ? (
        <ErrorPanel error={base.error} onRetry={() => void base.refetch()} />
      ) : !base.data ? (
        <SkeletonRows />
      ) : (
        <Tabs value={tab} onValueChange={setTab}>
          <TabsList className="mb-5">
            <TabsTrigger value="documents">{t('knowledge.documentsTab')}</TabsTrigger>
            <TabsTrigger value="sources">{t('sources.tab')}</TabsTrigger>
            <TabsTrigger value="search">{t('knowledge.searchTab')}</TabsTrigger>
            {canEdit ? <TabsTrigger value="lab">{t('lab.tab')}</TabsTrigger> : null}
            <TabsTrigger value="index">{t('indexing.indexTab')}</TabsTrigger>
            <TabsTrigger value="metadata">{t('indexing.metadataTab')}</TabsTrigger>
            <TabsTrigger value="duplicates" className="flex items-center gap-1.5">
              {t('indexing.duplicatesTab')}
              <DuplicatesCount knowledgeBaseId={knowledgeBaseId} documentCount={base.data.documentCount} />
            </TabsTrigger>
          </TabsList>
          <TabsContent value="documents">
            <DocumentsPanel
              {...{ knowledgeBaseId, uploads, canEdit, defaults }}
              onFiles={addFiles}
              onDefaultsChange={setDefaults}
            />
          </TabsContent>
          <TabsContent value="sources">
            <SourcesPanel knowledgeBaseId={knowledgeBaseId} canEdit={canEdit} />
          </TabsContent>
          <TabsContent value="index">
            <IndexPanel knowledgeBaseId={knowledgeBaseId} canEdit={canEdit} />
          </TabsContent>
          <TabsContent value="metadata">
            <MetadataPanel knowledgeBaseId={knowledgeBaseId} canEdit={canEdit} />
          </TabsContent>
          <TabsContent value="duplicates">
            <DuplicatesPanel knowledgeBaseId={knowledgeBaseId} canEdit={canEdit} />
          </TabsContent>
          {canEdit ? (
            <TabsContent value="lab">
              <LabPanel knowledgeBaseId={knowledgeBaseId} onTry={tryQuestion} />
            </TabsContent>
          ) : null}
          <TabsContent value="search">
            <SearchTestPanel knowledgeBaseId={knowledgeBaseId} first={tried} />
          </TabsContent>
        </Tabs>
      )}
    </PageBody>
  )
  if (!canEdit) return page
  return (
    <DropArea onFiles={addFiles} label={t('knowledge.dropHere')} className="min-h-full">
      {page}
    </DropArea>
  )
}
