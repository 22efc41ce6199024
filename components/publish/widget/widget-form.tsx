'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/form-error'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import { getApp, listApps } from '@/lib/contracts/apps'
import { getPublication, type PublicationView, savePublication } from '@/lib/contracts/versions'
import type { WidgetSettings } from '@/lib/contracts/widget'
import type { Graph } from '@/lib/graph/graph'
import { AppearanceFields } from './appearance-fields'
import { BehaviorFields } from './behavior-fields'
import { HandoverFields } from './handover-fields'
import { ImageFields } from './image-fields'
import { LeadFields } from './lead-fields'
import { TextFields } from './text-fields'
import { WidgetPreview } from './widget-preview'
import { WidgetSnippet } from './widget-snippet'

export interface WidgetFormProps {
  appId: string
  graph: Graph
  publication: PublicationView
}

/** The designer of page and widget: controls on the left, the live frame on the right. */
export function WidgetForm({ appId, graph, publication }: WidgetFormProps) {
  const { publishedVersion: _, baseUrl, ...settings } = publication
  const form = useContractForm(savePublication, {
    params: { appId },
    initial: settings,
    invalidates: [getPublication, listApps, getApp],
    onSuccess: () => toast.success(t('publish.settingsSaved')),
  })
  const [widget, setWidget] = useState(publication.widget)
  function change(next: Partial<WidgetSettings>) {
    const changed = { ...widget, ...next }
    setWidget(changed)
    form.set({ widget: changed })
  }
  const parts = { widget, errors: form.errors, onChange: change }
  return (
    <form onSubmit={form.onSubmit} className="grid gap-6 md:grid-cols-[minmax(0,1fr)_340px]">
      <div className="flex min-w-0 flex-col gap-7">
        <WidgetSnippet form={form} publication={publication} />
        <TextFields form={form} />
        <ImageFields {...parts} appId={appId} />
        <AppearanceFields {...parts} form={form} />
        <BehaviorFields {...parts} appId={appId} />
        <LeadFields {...parts} />
        <HandoverFields {...parts} />
        <div className="sticky bottom-0 -mx-1 flex flex-col gap-2 border-t bg-canvas px-1 py-3">
          <FormError error={form.error} />
          <Button type="submit" variant="primary" busy={form.busy} className="self-start">
            {t('publish.saveSettings')}
          </Button>
        </div>
      </div>
      <WidgetPreview appId={appId} settings={form.values} widget={widget} graph={graph} />
    </form>
  )
}
