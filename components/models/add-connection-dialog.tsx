'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Icon, toIconName } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import type { ConnectionView } from '@/lib/contracts/models'
import { manifests } from '@/lib/providers/manifests.gen'
import type { ProviderManifest } from '@/lib/providers/provider-manifest'
import { ConnectionForm } from './connection-form'
import { EditConnectionForm } from './edit-connection-form'
import { LocalServers } from './local-servers'

/** Choose a service, fill its fields; a connection that fails its test stays open for mending. */
export function AddConnectionDialog({ onClose }: { onClose: () => void }) {
  const [provider, setProvider] = useState<ProviderManifest | null>(null)
  const [failing, setFailing] = useState<ConnectionView | null>(null)
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={provider?.label ?? t('models.addTitle')} description={t('models.addText')}>
        {failing ? (
          <EditConnectionForm connection={failing} onDone={onClose} />
        ) : provider ? (
          <>
            <Button variant="quiet" icon="arrow-left" className="mb-4" onClick={() => setProvider(null)}>
              {t('common.back')}
            </Button>
            <ConnectionForm
              provider={provider}
              onSaved={(connection) => (connection.status === 'failing' ? setFailing(connection) : onClose())}
            />
          </>
        ) : (
          <div className="flex flex-col gap-4">
            <LocalServers title={t('models.localFound')} onConnected={onClose} />
            <ProviderList onChoose={setProvider} />
          </div>
        )}
      </DialogContent>
    </Dialog>
  )
}

function ProviderList({ onChoose }: { onChoose: (provider: ProviderManifest) => void }) {
  return (
    <ul className="flex flex-col gap-2">
      {Object.values(manifests).map((provider: ProviderManifest) => (
        <li key={provider.id}>
          <button
            type="button"
            onClick={() => onChoose(provider)}
            className="flex w-full items-center gap-3 rounded-lg border bg-surface px-4 py-3 text-left transition-colors hover:border-line-strong hover:bg-hover"
          >
            <span className="flex size-8 shrink-0 items-center justify-center rounded-md bg-hue-model/12 text-hue-model">
              <Icon name={toIconName(provider.icon)} />
            </span>
            <span className="min-w-0 flex-1">
              <span className="block font-semibold text-sm">{provider.label}</span>
              <span className="block text-muted text-xs">{provider.description}</span>
            </span>
            <Icon name="chevron-right" size={14} className="text-faint" />
          </button>
        </li>
      ))}
    </ul>
  )
}
