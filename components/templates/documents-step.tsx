'use client'
import { DropZone } from '@/components/ui/drop-zone'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { Select } from '@/components/ui/select'
import { UploadList } from '@/components/ui/upload-list'
import { formatBytes } from '@/lib/client/format/format'
import type { Uploads } from '@/lib/client/hooks/use-uploads'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listKnowledgeBases, UPLOAD_EXTENSIONS } from '@/lib/contracts/knowledge'
import { NeedSection } from './need-section'

export interface DocumentsStepProps {
  /** Null to create a new one. */
  knowledgeBaseId: string | null
  onKnowledgeBase: (knowledgeBaseId: string | null) => void
  files: readonly File[]
  onFiles: (files: readonly File[]) => void
  uploads: Uploads
  busy: boolean
}

const NEW = 'new'

export function DocumentsStep({ knowledgeBaseId, onKnowledgeBase, files, onFiles, uploads, busy }: DocumentsStepProps) {
  const bases = useContractQuery(listKnowledgeBases)
  const known = bases.data?.knowledgeBases ?? []
  const options = known.map((base) => ({
    value: base.id,
    label: base.name,
    description: t('knowledge.documents', { count: base.documentCount }),
  }))
  return (
    <NeedSection title={t('apps.needsDocuments')} text={t('apps.needsDocumentsText')}>
      {known.length > 0 && uploads.uploads.length === 0 ? (
        <Select
          value={knowledgeBaseId ?? NEW}
          onValueChange={(value) => onKnowledgeBase(value === NEW ? null : value)}
          options={[{ value: NEW, label: t('apps.newKnowledge') }, ...options]}
          aria-label={t('apps.chooseKnowledge')}
          disabled={busy}
        />
      ) : null}
      {uploads.uploads.length > 0 ? (
        <UploadList uploads={uploads} />
      ) : knowledgeBaseId === null ? (
        <>
          <DropZone
            compact
            onFiles={(added) => onFiles([...files, ...added])}
            accept={UPLOAD_EXTENSIONS.join(',')}
            title={t('knowledge.dropTitle')}
            hint={t('knowledge.dropHint')}
            disabled={busy}
          />
          <SelectedFiles files={files} onFiles={onFiles} />
        </>
      ) : null}
    </NeedSection>
  )
}

function SelectedFiles({ files, onFiles }: { files: readonly File[]; onFiles: (files: readonly File[]) => void }) {
  if (files.length === 0) return null
  return (
    <ul className="divide-y rounded-md border">
      {files.map((file) => (
        <li key={`${file.name} ${file.size} ${file.lastModified}`} className="flex h-9 items-center gap-2 pr-1 pl-2.5">
          <Icon name="file-text" size={14} className="text-faint" />
          <span className="min-w-0 flex-1 truncate text-sm">{file.name}</span>
          <span className="text-faint text-xs">{formatBytes(file.size)}</span>
          <IconButton
            icon="x"
            label={t('common.delete')}
            size="sm"
            tooltip={false}
            onClick={() => onFiles(files.filter((other) => other !== file))}
          />
        </li>
      ))}
    </ul>
  )
}
