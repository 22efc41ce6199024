'use client'
import { useState } from 'react'
import { ImportDialog } from '@/components/app-file/import-app'
import { ImportedEnvironment } from '@/components/app-file/imported-environment'
import { useImportedEnvironment } from '@/components/app-file/use-imported-environment'
import { Button } from '@/components/ui/button'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { DropArea } from '@/components/ui/drop-area'
import { DropZone } from '@/components/ui/drop-zone'
import { EmptyState } from '@/components/ui/empty-state'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { listFormat } from '@/lib/client/messages/intl'
import { t } from '@/lib/client/messages/t'
import { useHasRole } from '@/lib/client/session/use-session'
import type { Json } from '@/lib/core/json'
import { isAppFile } from '@/lib/graph/app-file/is-app-file'
import { PEER_NAMES } from '@/lib/import/peer-names'
import { IMPORT_PEERS } from '@/lib/import/report'
import { BuilderCards } from './builder-cards'
import { FileList } from './file-list'
import { ImportedAppCard } from './imported-app-card'
import { NeedsPanel } from './needs-panel'
import { PasteArea } from './paste-area'
import { type Draft, useImports } from './use-imports'

const ACCEPTED = '.json,application/json,.yml,.yaml,.zip'

/** Reads files of other builders and of Patchbay, shows the resulting apps, and creates the selected ones. */
export function MoveInPage() {
  const canEdit = useHasRole('editor')
  const imports = useImports()
  const [choices, setChoices] = useState<ReadonlyMap<string, Json>>(new Map())
  const { drafts, files } = imports
  const openDrafts = drafts.filter(({ isSelected, appId }) => isSelected && appId === null)
  const environment = useImportedEnvironment(openDrafts.flatMap(({ view }) => view.report?.environment ?? []))
  const ownFile = useOwnFile((selected) => void imports.readFiles(selected))
  const read = (selected: readonly File[]) => void ownFile.read(selected, files.length === 0)
  const page = (
    <PageBody>
      <PageHeader
        title={t('moveIn.title')}
        description={t('moveIn.description', { builders: listFormat(IMPORT_PEERS.map((peer) => PEER_NAMES[peer])) })}
        back={{ href: '/apps', label: t('apps.title') }}
        actions={
          files.length > 0 && !imports.isReading ? (
            <Button onClick={imports.clear}>{t('moveIn.startOver')}</Button>
          ) : null
        }
      />
      {canEdit ? (
        <div className="flex flex-col gap-6">
          <div className="flex flex-col gap-3">
            <DropZone
              accept={ACCEPTED}
              title={t('moveIn.dropTitle')}
              hint={t('moveIn.dropHint')}
              compact={files.length > 0}
              onFiles={(selected) => read(selected)}
            />
            <PasteArea isBusy={imports.isReading} onText={(text) => imports.readText(t('moveIn.pasted'), text)} />
          </div>
          <FileList files={files} drafts={drafts} />
          {files.length === 0 ? <BuilderCards /> : null}
          {ownFile.dialog}
          {openDrafts.length > 0 ? (
            <NeedsPanel needs={openDrafts.flatMap(({ needs }) => needs)} choices={choices} onChoices={setChoices} />
          ) : null}
          {environment.rows.length > 0 ? (
            <Card>
              <CardHeader>
                <CardTitle>{t('moveIn.environment')}</CardTitle>
              </CardHeader>
              <ImportedEnvironment rows={environment.rows} />
            </Card>
          ) : null}
          {drafts.length > 0 ? <FoundApps drafts={drafts} onSelect={imports.select} /> : null}
          {imports.problem ? (
            <p role="alert" className="text-danger text-sm">
              {imports.problem}
            </p>
          ) : null}
          <CreateBar
            openCount={openDrafts.length}
            createdCount={drafts.filter(({ appId }) => appId !== null).length}
            isBusy={imports.isCreating}
            isDisabled={imports.isReading || environment.isPending}
            onCreate={() => void imports.createAll(choices, environment.createMissing)}
          />
        </div>
      ) : (
        <EmptyState icon="file-up" title={t('moveIn.noRoleTitle')} text={t('moveIn.noRoleText')} />
      )}
    </PageBody>
  )
  return canEdit ? (
    <DropArea label={t('moveIn.dropTitle')} onFiles={(dropped) => read(dropped)}>
      {page}
    </DropArea>
  ) : (
    page
  )
}

/** One file of Patchbay is previewed with what it needs; other files are read together. */
function useOwnFile(readFiles: (files: readonly File[]) => void) {
  const [file, setFile] = useState<File | null>(null)
  return {
    dialog: file ? <ImportDialog file={file} onClose={() => setFile(null)} /> : null,
    async read(selected: readonly File[], isFirst: boolean): Promise<void> {
      const [first] = selected
      if (first && selected.length === 1 && isFirst && (await isOwnFile(first))) setFile(first)
      else readFiles(selected)
    },
  }
}

const isOwnFile = async (file: File): Promise<boolean> => file.name.endsWith('.json') && isAppFile(await file.text())

function FoundApps({
  drafts,
  onSelect,
}: {
  drafts: readonly Draft[]
  onSelect: (id: number, isSelected: boolean) => void
}) {
  return (
    <section className="flex flex-col gap-3" aria-label={t('moveIn.found')}>
      <h2 className="font-semibold text-base">{t('moveIn.found')}</h2>
      {drafts.map((draft) => (
        <ImportedAppCard key={draft.id} draft={draft} onSelect={(value) => onSelect(draft.id, value)} />
      ))}
    </section>
  )
}

interface CreateBarProps {
  openCount: number
  createdCount: number
  isBusy: boolean
  isDisabled: boolean
  onCreate: () => void
}

function CreateBar({ openCount, createdCount, isBusy, isDisabled, onCreate }: CreateBarProps) {
  if (openCount === 0)
    return createdCount === 0 ? null : (
      <p role="status" className="text-sm text-success">
        {t('moveIn.created', { count: createdCount })}
      </p>
    )
  return (
    <div className="sticky bottom-0 flex flex-wrap items-center justify-between gap-3 border-t bg-canvas py-3">
      <p className="text-muted text-sm">{t('moveIn.createHint')}</p>
      <Button variant="primary" icon="plus" busy={isBusy} disabled={isDisabled} onClick={onCreate}>
        {t('moveIn.create', { count: openCount })}
      </Button>
    </div>
  )
}
