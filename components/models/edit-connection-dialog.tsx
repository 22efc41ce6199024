'use client'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { t } from '@/lib/client/messages/t'
import type { ConnectionView } from '@/lib/contracts/models'
import { EditConnectionForm } from './edit-connection-form'

export function EditConnectionDialog({ connection, onClose }: { connection: ConnectionView; onClose: () => void }) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={t('models.editTitle')}>
        <EditConnectionForm connection={connection} onDone={onClose} />
      </DialogContent>
    </Dialog>
  )
}
