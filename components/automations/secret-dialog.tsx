'use client'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { t } from '@/lib/client/messages/t'
import type { TriggerView } from '@/lib/contracts/triggers'

export interface SecretDialogProps {
  created: { trigger: TriggerView; secret: string }
  onClose: () => void
}

/** Shows the secret once, with an example command. */
export function SecretDialog({ created: { trigger, secret }, onClose }: SecretDialogProps) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('automations.secretTitle')}
        description={t('automations.secretText')}
        size="lg"
        // The secret is shown only once, so a click outside must not close the dialog.
        onInteractOutside={(event) => event.preventDefault()}
        footer={
          <Button variant="primary" onClick={onClose}>
            {t('automations.secretCopied')}
          </Button>
        }
      >
        <div className="flex flex-col gap-3">
          <CodeBlock code={secret} wrap />
          <CodeBlock title={t('automations.address')} code={trigger.url} wrap />
          <CodeBlock title={t('automations.example')} code={exampleOf(trigger, secret)} wrap />
        </div>
      </DialogContent>
    </Dialog>
  )
}

function exampleOf({ url, auth }: TriggerView, secret: string): string {
  const body = `BODY='{"hello":"world"}'`
  const send = `curl -X POST '${url}' -H 'content-type: application/json'`
  if (auth === 'bearer') return `${body}\n${send} -H 'authorization: Bearer ${secret}' -d "$BODY"`
  if (auth === 'github')
    return `${body}\nSIGNATURE=$(printf '%s' "$BODY" | openssl dgst -sha256 -hmac '${secret}' | sed 's/.* //')\n${send} -H "x-hub-signature-256: sha256=$SIGNATURE" -d "$BODY"`
  return `${body}\nT=$(date +%s)\nSIGNATURE=$(printf '%s.%s' "$T" "$BODY" | openssl dgst -sha256 -hmac '${secret}' | sed 's/.* //')\n${send} -H "patchbay-signature: t=$T,v1=$SIGNATURE" -d "$BODY"`
}
