'use client'
import { useState } from 'react'
import { ImportedEnvironment } from '@/components/app-file/imported-environment'
import { useImportedEnvironment } from '@/components/app-file/use-imported-environment'
import { Button } from '@/components/ui/button'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { DropArea } from '@/components/ui/drop-area'
import { DropZone } from '@/components/ui/drop-zone'
import { EmptyState } from '@/components/ui/empty-state'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { t } from '@/lib/client/messages/t'
import { useHasRole } from '@/lib/client/session/use-session'
import type { Json } from '@/lib/core/json'
import { PEER_NAMES } from '@/lib/import/peer-names'
import { IMPORT_PEERS } from '@/lib/import/report'
import { FileList } from './file-list'
import { ImportedAppCard } from './imported-app-card'
import { NeedsPanel } from './needs-panel'
import { PasteArea } from './paste-area'
import { useImports } from './use-imports'

const ACCEPTED = '.json,application/json,.yml,.yaml,.zip'

/** Reads files of other builders, shows the resulting apps, and creates the selected ones. */
export function MoveInPage() {
  const canEdit = useHasRole('editor')
  const imports = useImports()
  const [choices, setChoices] = useState<ReadonlyMap<string, Json>>(new Map())
  const { drafts, files } = imports
  const openDrafts = drafts.filter(({ isSelected, appId }) => isSelected && appId === null)
  const environment = useImportedEnvironment(openDrafts.flatMap(({ view }) => view.report?.environment ?? []))
  const created = drafts.filter(({ appId }) => appId !== null)
  const page = (
    <PageBody>
      <PageHeader
        title={t('moveIn.title')}
        description={t('moveIn.description', { builders: IMPORT_PEERS.map((peer) => PEER_NAMES[peer]).join(', ') })}
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
              onFiles={(selected) => void imports.readFiles(selected)}
            />
            <PasteArea isBusy={imports.isReading} onText={(text) => imports.readText(t('moveIn.pasted'), text)} />
          </div>
          <FileList files={files} drafts={drafts} />
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
          {drafts.length > 0 ? (
            <section className="flex flex-col gap-3" aria-label={t('moveIn.found')}>
              <h2 className="font-semibold text-base">{t('moveIn.found')}</h2>
              {drafts.map((draft) => (
                <ImportedAppCard key={draft.id} draft={draft} onSelect={(value) => imports.select(draft.id, value)} />
              ))}
            </section>
          ) : null}
          {imports.problem ? (
            <p role="alert" className="text-danger text-sm">
              {imports.problem}
            </p>
          ) : null}
          {openDrafts.length > 0 ? (
            <div className="sticky bottom-0 flex flex-wrap items-center justify-between gap-3 border-t bg-canvas py-3">
              <p className="text-muted text-sm">{t('moveIn.createHint')}</p>
              <Button
                variant="primary"
                icon="plus"
                busy={imports.isCreating}
                disabled={imports.isReading || environment.isPending}
                onClick={() => void imports.createAll(choices, environment.createMissing)}
              >
                {t('moveIn.create', { count: openDrafts.length })}
              </Button>
            </div>
          ) : null}
          {created.length > 0 && openDrafts.length === 0 ? (
            <p role="status" className="text-sm text-success">
              {t('moveIn.created', { count: created.length })}
            </p>
          ) : null}
        </div>
      ) : (
        <EmptyState icon="file-up" title={t('moveIn.noRoleTitle')} text={t('moveIn.noRoleText')} />
      )}
    </PageBody>
  )
  return canEdit ? (
    <DropArea label={t('moveIn.dropTitle')} onFiles={(dropped) => void imports.readFiles(dropped)}>
      {page}
    </DropArea>
  ) : (
    page
  )
}
