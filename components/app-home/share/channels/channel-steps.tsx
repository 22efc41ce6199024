'use client'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { t } from '@/lib/client/messages/t'
import type { ChannelView } from '@/lib/contracts/channels'
import type { ChannelPlugin } from './channel-plugin'

export interface ChannelStepsProps {
  plugin: ChannelPlugin
  channel: ChannelView
  /** Secrets that are shown once. */
  generated?: Readonly<Record<string, string>>
  onClose: () => void
}

/** The remaining steps at the service. */
export function ChannelSteps({ plugin, channel, generated = {}, onClose }: ChannelStepsProps) {
  const { steps, stepsUrl, fields, isPolled } = plugin.channel
  const secrets = fields.filter(({ name }) => generated[name] !== undefined)
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('channels.setUpTitle', { service: plugin.label })}
        description={t(isPolled ? 'channels.setUpTextPolled' : 'channels.setUpText')}
        size="lg"
        // Secrets are shown only once, so a click outside must not close the dialog.
        {...(secrets.length > 0 ? { onInteractOutside: (event: Event) => event.preventDefault() } : {})}
        footer={
          <Button variant="primary" onClick={onClose}>
            {t('common.close')}
          </Button>
        }
      >
        <div className="flex flex-col gap-4">
          {isPolled ? null : <CodeBlock title={t('channels.url')} code={channel.url} wrap />}
          {secrets.map(({ name, label }) => (
            <div key={name}>
              <CodeBlock title={label} code={generated[name] ?? ''} wrap />
              <p className="mt-1 text-muted text-xs">{t('channels.shownOnce')}</p>
            </div>
          ))}
          <ol className="flex list-decimal flex-col gap-2 pl-5 text-sm">
            {steps.map((step) => (
              <li key={step} className="break-words">
                {step.replace('{url}', t('channels.addressAbove'))}
              </li>
            ))}
          </ol>
          <a href={stepsUrl} target="_blank" rel="noreferrer" className="self-start text-accent text-sm underline">
            {t('channels.docs', { service: plugin.label })}
          </a>
        </div>
      </DialogContent>
    </Dialog>
  )
}
