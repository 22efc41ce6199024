'use client'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import type { ConnectionView } from '@/lib/contracts/models'
import { EditConnectionForm } from './edit-connection-form'

export function EditConnectionDialog({ connection, onClose }: { connection: ConnectionView; onClose: () => void }) {
  function done(saved: ConnectionView) {
    if (saved.status === 'failing') return
    toast.success(t('models.connected', { name: saved.name }))
    onClose()
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={t('models.editTitle')}>
        <EditConnectionForm connection={connection} onSaved={done} />
      </DialogContent>
    </Dialog>
  )
}
