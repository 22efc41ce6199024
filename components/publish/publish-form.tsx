'use client'
import { useEffect } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Icon } from '@/components/ui/icon'
import { Textarea } from '@/components/ui/textarea'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/use-contract-form'
import { getApp, listApps } from '@/lib/contracts/apps'
import { getPublication, listVersions, publishVersion, type VersionView } from '@/lib/contracts/versions'
import type { Graph } from '@/lib/graph/graph'
import { ChangesSince } from './changes-since'

export interface PublishFormProps {
  appId: string
  graph: Graph
  revision: number
  live: VersionView | null
  onPublished: () => void
}

/** What the next version brings, a note for the list, and the button. */
export function PublishForm({ appId, graph, revision, live, onPublished }: PublishFormProps) {
  const form = useContractForm(publishVersion, {
    params: { appId },
    initial: { note: '', revision },
    invalidates: [getPublication, listVersions, listApps, getApp],
    onSuccess: ({ version }) => {
      toast.success(t('publish.published', { number: version.number }))
      onPublished()
    },
  })
  // The draft may be saved while the dialog is open; what is published is what is shown.
  const { set } = form
  // biome-ignore lint/correctness/useExhaustiveDependencies: `set` is a new function each time and does the same.
  useEffect(() => set({ revision }), [revision])
  return (
    <form onSubmit={form.onSubmit} className="flex flex-col gap-4">
      {live ? <ChangesSince appId={appId} graph={graph} live={live} /> : <First graph={graph} />}
      <Field label={t('publish.note')} hint={t('publish.noteHint')} error={form.errors.note}>
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            maxLength={500}
            value={form.values.note ?? ''}
            onChange={(event) => form.set({ note: event.target.value })}
          />
        )}
      </Field>
      <FormError error={form.error} />
      <div className="flex justify-end">
        <Button type="submit" variant="accent" icon="rocket" busy={form.busy}>
          {live ? t('publish.publishAgain') : t('publish.publishFirst')}
        </Button>
      </div>
    </form>
  )
}

function First({ graph }: { graph: Graph }) {
  return (
    <div className="flex items-start gap-3 rounded-lg border bg-surface p-4">
      <span className="flex size-9 shrink-0 items-center justify-center rounded-md bg-accent-soft text-accent-strong">
        <Icon name="rocket" size={18} />
      </span>
      <div>
        <p className="font-medium text-sm">{t('publish.firstTitle')}</p>
        <p className="text-muted text-sm">{t('publish.firstText')}</p>
        <p className="mt-1 text-faint text-xs">{t('publish.nodes', { count: graph.nodes.length })}</p>
      </div>
    </div>
  )
}
