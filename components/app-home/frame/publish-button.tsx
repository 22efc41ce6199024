'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { LazyDialog } from '@/components/ui/lazy-part'
import { makePart } from '@/components/ui/part'
import { t } from '@/lib/client/messages/t'
import type { AppDetail } from '@/lib/contracts/apps'

const publishDraft = makePart(() => import('./publish-draft').then((module) => module.PublishDraft))

/** Publishes the saved draft without opening the canvas. */
export function PublishButton({ app }: { app: AppDetail }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button variant="primary" icon="rocket" onClick={() => setOpen(true)}>
        <span className="max-md:sr-only">{t('publish.title')}</span>
      </Button>
      <LazyDialog
        part={publishDraft}
        open={open}
        props={{ appId: app.id, appName: app.name, open, onOpenChange: setOpen }}
        onClose={() => setOpen(false)}
      />
    </>
  )
}
