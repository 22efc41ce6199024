'use client'
import { Button } from '@/components/ui/button'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { t } from '@/lib/client/messages/t'
import { useHasRole } from '@/lib/client/session/use-session'
import { AddConnectionDialog } from './add-connection-dialog'
import { BuiltinModels } from './builtin-models'
import { ConnectionsSection } from './connections-section'
import { DefaultModel } from './default-model'
import { LocalServers } from './local-servers'

export function ModelsPage() {
  const canEdit = useHasRole('editor')
  const [adding, setAdding] = useUrlState('new')
  return (
    <PageBody>
      <PageHeader
        title={t('models.title')}
        description={t('models.titleHint')}
        actions={
          canEdit ? (
            <Button variant="primary" icon="plus" onClick={() => setAdding('connection')}>
              {t('models.addConnection')}
            </Button>
          ) : null
        }
      />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-6">
          {canEdit ? <LocalServers title={t('models.localFound')} /> : null}
          <ConnectionsSection canEdit={canEdit} onAdd={() => setAdding('connection')} />
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <DefaultModel canEdit={canEdit} />
          <BuiltinModels />
        </div>
      </div>
      {adding === 'connection' && canEdit ? <AddConnectionDialog onClose={() => setAdding('')} /> : null}
    </PageBody>
  )
}
