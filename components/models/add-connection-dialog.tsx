'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { t } from '@/lib/client/messages/t'
import { allOf } from '@/lib/client/queries/query-keys'
import { getLintFacts } from '@/lib/contracts/lint'
import { type ConnectionView, listConnections, listModels } from '@/lib/contracts/models'
import type { Recognized } from '@/lib/providers/recognize-provider'
import { ConnectionForm } from './connection-form'
import { ConnectionResult } from './connection-result'
import { EditConnectionForm } from './edit-connection-form'
import { LocalServers } from './local-servers'
import { ProviderGallery } from './provider-gallery'

/** Selects a service, collects its key and tests the connection. If the test fails, the form stays open. */
export function AddConnectionDialog({ onClose }: { onClose: () => void }) {
  const [choice, setChoice] = useState<Recognized | null>(null)
  const [saved, setSaved] = useState<ConnectionView | null>(null)
  const client = useQueryClient()
  function close() {
    // Runs only now, because the page may unmount this dialog once a model is available.
    if (saved)
      for (const list of [listConnections, listModels, getLintFacts])
        void client.invalidateQueries({ queryKey: allOf(list) })
    onClose()
  }
  return (
    <Dialog open onOpenChange={(open) => !open && close()}>
      <DialogContent
        title={choice ? choice.manifest.label : t('models.addTitle')}
        description={choice ? choice.manifest.description : t('models.addText')}
        size={choice ? 'md' : 'lg'}
      >
        {saved && saved.status !== 'ok' ? (
          <EditConnectionForm connection={saved} onSaved={setSaved} />
        ) : saved ? (
          <ConnectionResult connection={saved} onDone={close} />
        ) : choice ? (
          <>
            <Button variant="quiet" icon="arrow-left" className="mb-4" onClick={() => setChoice(null)}>
              {t('models.otherService')}
            </Button>
            <ConnectionForm key={choice.manifest.id} choice={choice} onSaved={setSaved} />
          </>
        ) : (
          <div className="flex flex-col gap-4">
            <LocalServers title={t('models.localFound')} onConnected={onClose} />
            <ProviderGallery onSelect={setChoice} />
          </div>
        )}
      </DialogContent>
    </Dialog>
  )
}
