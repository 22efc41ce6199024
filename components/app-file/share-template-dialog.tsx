'use client'
import { type FormEvent, useState } from 'react'
import { Choice } from '@/components/ui/choice'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import { toast } from '@/components/ui/toast'
import { send } from '@/lib/client/http/request'
import { saveFile } from '@/lib/client/http/save-file'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { previewTemplate, shareTemplate } from '@/lib/contracts/app-transfer'
import type { AppSummary } from '@/lib/contracts/apps'
import { TEMPLATE_CATEGORIES, type TemplateCategory } from '@/lib/contracts/templates'

interface Card {
  title: string
  summary: string
  author: string
  license: string
  category: TemplateCategory
  tags: string
  sampleQuestion: string
  readme: string
}

/** Describes an app for others and saves it as a template file. */
export function ShareTemplateDialog({
  app,
  onClose,
}: {
  app: Pick<AppSummary, 'id' | 'name' | 'description' | 'tags'>
  onClose: () => void
}) {
  const [card, setCard] = useState<Card>({
    title: app.name,
    summary: app.description,
    author: '',
    license: 'CC-BY-4.0',
    category: 'automation',
    tags: app.tags.join(', '),
    sampleQuestion: '',
    readme: '',
  })
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const set = (change: Partial<Card>) => setCard({ ...card, ...change })
  async function share(event: FormEvent) {
    event.preventDefault()
    setBusy(true)
    setError(null)
    try {
      const tags = card.tags.split(',').flatMap((tag) => tag.trim() || [])
      await saveFile(await send(shareTemplate, { params: { appId: app.id }, body: { ...card, tags } }))
      toast.success(t('appFile.shared'))
      onClose()
    } catch (cause) {
      setError(cause instanceof Error ? cause : new Error(String(cause)))
    } finally {
      setBusy(false)
    }
  }
  return (
    <FormDialog
      title={t('appFile.share')}
      description={t('appFile.shareText')}
      submitLabel={t('appFile.save')}
      submitIcon="download"
      canSubmit={card.title.trim() !== ''}
      busy={busy}
      error={error}
      onSubmit={(event) => void share(event)}
      onClose={onClose}
    >
      <TextField label={t('common.name')} value={card.title} onChange={(title) => set({ title })} />
      <TextField label={t('appFile.summary')} value={card.summary} onChange={(summary) => set({ summary })} />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label={t('appFile.author')} value={card.author} onChange={(author) => set({ author })} />
        <TextField label={t('appFile.license')} value={card.license} onChange={(license) => set({ license })} />
        <Field label={t('templates.category')}>
          {() => (
            <Choice
              values={TEMPLATE_CATEGORIES}
              labelOf={(category) => t(`templates.category-${category}`)}
              value={card.category}
              onSelect={(category) => set({ category })}
              label={t('templates.category')}
            />
          )}
        </Field>
        <TextField label={t('appFile.tags')} value={card.tags} onChange={(tags) => set({ tags })} />
      </div>
      <TextField
        label={t('appFile.sampleQuestion')}
        value={card.sampleQuestion}
        onChange={(sampleQuestion) => set({ sampleQuestion })}
      />
      <Field label={t('appFile.readme')} hint={t('appFile.readmeHint')}>
        {(control) => (
          <Textarea {...control} value={card.readme} onChange={(event) => set({ readme: event.target.value })} />
        )}
      </Field>
      <Revealed appId={app.id} />
    </FormDialog>
  )
}

function TextField(props: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <Field label={props.label}>
      {(control) => <Input {...control} value={props.value} onChange={(event) => props.onChange(event.target.value)} />}
    </Field>
  )
}

/** What others learn from the file. */
function Revealed({ appId }: { appId: string }) {
  const { data } = useContractQuery(previewTemplate, { params: { appId } })
  if (!data) return null
  const rows = [
    { label: t('appFile.hosts'), values: data.hosts },
    { label: t('appFile.secrets'), values: data.secrets },
    { label: t('appFile.personal'), values: data.personal },
  ]
  return (
    <section className="rounded-md border bg-sunken p-3 text-sm" aria-label={t('appFile.contains')}>
      <p className="mb-1 font-medium">{t('appFile.contains')}</p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 text-muted text-xs">
        {rows.map(({ label, values }) => (
          <div key={label} className="contents">
            <dt>{label}</dt>
            <dd className="break-words">{values.join(', ') || t('appFile.none')}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
