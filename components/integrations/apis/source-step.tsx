'use client'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { DropZone } from '@/components/ui/drop-zone'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { Textarea } from '@/components/ui/textarea'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import type { BodyInputOf } from '@/lib/contracts/contract'
import { type ApiDocumentView, MAX_DOCUMENT_CHARACTERS, readApiDocument } from '@/lib/contracts/custom-apis/documents'

type Source = BodyInputOf<typeof readApiDocument>['source']
type Tab = 'url' | 'file' | 'text'

export interface SourceStepProps {
  /** URL of the previous document. */
  url: string
  onRead: (document: ApiDocumentView) => void
}

/** The document: by address, as a file or as text. */
export function SourceStep({ url: before, onRead }: SourceStepProps) {
  const [tab, setTab] = useState<Tab>('url')
  const [url, setUrl] = useState(before)
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<Error | null>(null)
  const read = useContractMutation(readApiDocument, { onSuccess: onRead, onError: setProblem })
  const send = (source: Source) => {
    setProblem(null)
    read.mutate({ body: { source } })
  }
  async function sendFile([file]: readonly File[]) {
    if (!file) return
    if (file.size > MAX_DOCUMENT_CHARACTERS) setProblem(new Error(t('apis.tooLarge')))
    else send({ text: await file.text() })
  }
  function submit(event: FormEvent) {
    event.preventDefault()
    send(tab === 'url' ? { url: url.trim() } : { text })
  }
  const isEmpty = (tab === 'url' ? url : text).trim() === ''
  return (
    <form onSubmit={submit} className="flex max-w-2xl flex-col items-start gap-4">
      <SegmentedControl
        label={t('apis.source')}
        value={tab}
        onValueChange={setTab}
        options={[
          { value: 'url', label: t('apis.sourceUrl') },
          { value: 'file', label: t('apis.sourceFile') },
          { value: 'text', label: t('apis.sourceTextTab') },
        ]}
      />
      {tab === 'url' ? (
        <Field label={t('apis.url')} hint={t('apis.urlHint')} className="w-full">
          {(control) => (
            <Input
              {...control}
              type="url"
              placeholder={t('apis.urlExample')}
              value={url}
              onChange={(event) => setUrl(event.target.value)}
            />
          )}
        </Field>
      ) : null}
      {tab === 'file' ? (
        <DropZone
          className="w-full"
          accept=".json,.yaml,.yml,application/json"
          title={t('apis.dropTitle')}
          hint={t('apis.dropHint')}
          disabled={read.isPending}
          onFiles={(files) => void sendFile(files)}
        />
      ) : null}
      {tab === 'text' ? (
        <Field label={t('apis.text')} className="w-full">
          {(control) => (
            <Textarea
              {...control}
              rows={14}
              spellCheck={false}
              placeholder={t('apis.textPlaceholder')}
              value={text}
              onChange={(event) => setText(event.target.value)}
              className="font-mono text-xs"
            />
          )}
        </Field>
      ) : null}
      <FormError error={problem} />
      {tab === 'file' && !read.isPending ? null : (
        <Button type="submit" variant="primary" busy={read.isPending} disabled={isEmpty && tab !== 'file'}>
          {t('apis.read')}
        </Button>
      )}
    </form>
  )
}
