'use client'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { FormFooter } from '@/components/ui/form-footer'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import { createKey, listKeys } from '@/lib/contracts/keys'
import { CreateKeyFields } from './create-key-fields'

export function CreateKeyDialog({ onClose }: { onClose: () => void }) {
  const formId = useId()
  const [secret, setSecret] = useState<string | null>(null)
  const form = useContractForm(createKey, {
    initial: { name: '', appIds: [] },
    invalidates: [listKeys],
    onSuccess: (created) => setSecret(created.secret),
  })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      {secret === null ? (
        <DialogContent
          title={t('settings.newKey')}
          description={t('settings.apiKeysHint')}
          footer={<FormFooter formId={formId} submitLabel={t('settings.createKey')} busy={form.busy} />}
        >
          <CreateKeyFields id={formId} form={form} />
        </DialogContent>
      ) : (
        <DialogContent
          title={t('settings.keyCreatedTitle')}
          description={t('settings.keyCreatedText')}
          // The key is shown only once, so a click outside must not close the dialog.
          onInteractOutside={(event) => event.preventDefault()}
          footer={
            <Button variant="primary" onClick={onClose}>
              {t('settings.keyCopied')}
            </Button>
          }
        >
          <CodeBlock code={secret} wrap />
        </DialogContent>
      )}
    </Dialog>
  )
}
