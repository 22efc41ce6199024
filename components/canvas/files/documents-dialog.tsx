'use client'
import { useState } from 'react'
import { startForm } from '@/components/runs/chat/input-fields'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Select } from '@/components/ui/select'
import { toast } from '@/components/ui/toast'
import { UploadList } from '@/components/ui/upload-list'
import { useUploads } from '@/lib/client/hooks/use-uploads'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { createKnowledgeBase, listKnowledgeBases, UPLOAD_EXTENSIONS } from '@/lib/contracts/knowledge'
import { openRun } from '../keyboard/focus-node-element'
import { findKnowledgeNeeds } from '../setup/find-needs'
import { useEditor, useEditorState } from '../state/editor-context'

const NEW = 'new'

/** Asks whether dropped documents go into a knowledge base or into one run. */
export function DocumentsDialog({ files, onClose }: { files: readonly File[]; onClose: () => void }) {
  const readable = files.filter(isReadable)
  const takesFiles = useAcceptsFiles()
  const names = files.map(({ name }) => name).join(', ')
  const isUseless = readable.length === 0 && !takesFiles
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={t('canvasFiles.title')} description={isUseless ? names : t('canvasFiles.what', { names })}>
        <div className="flex flex-col gap-5 text-sm">
          {isUseless ? (
            <p role="alert">{t('canvasFiles.nothing', { types: UPLOAD_EXTENSIONS.slice(0, 12).join(' ') })}</p>
          ) : null}
          {readable.length > 0 ? <IntoKnowledge files={readable} onDone={onClose} /> : null}
          {takesFiles ? <IntoRun onDone={onClose} /> : null}
          {isUseless ? (
            <DialogClose asChild>
              <Button className="self-end">{t('common.close')}</Button>
            </DialogClose>
          ) : null}
        </div>
      </DialogContent>
    </Dialog>
  )
}

function IntoKnowledge({ files, onDone }: { files: readonly File[]; onDone: () => void }) {
  const uploads = useUploads()
  const bases = useBases()
  const [selected, setSelected] = useState<string | null>(null)
  const create = useContractMutation(createKnowledgeBase, {
    invalidates: [listKnowledgeBases],
    onError: () => undefined,
  })
  const [isBusy, setBusy] = useState(false)
  const choice = selected ?? bases[0]?.id ?? NEW
  async function add() {
    setBusy(true)
    try {
      const name = t('canvas.newKnowledgeName')
      const id = choice === NEW ? (await create.mutateAsync({ body: { name } })).id : choice
      setSelected(id)
      const results = await uploads.add(id, files)
      if (results.every(Boolean)) {
        toast.success(t('canvasFiles.added', { count: files.length, name: nameOf(id) ?? name }))
        onDone()
      }
    } catch {
      // The form shows this error.
    } finally {
      setBusy(false)
    }
  }
  const nameOf = (id: string) => bases.find((base) => base.id === id)?.name
  return (
    <section className="flex flex-col gap-3">
      <h3 className="font-medium">{t('canvasFiles.toKnowledge')}</h3>
      <p className="text-muted">{t('canvasFiles.toKnowledgeHint')}</p>
      <Field label={t('canvasFiles.base')}>
        {(control) => (
          <Select
            {...control}
            value={choice}
            onValueChange={setSelected}
            options={[
              ...bases.map(({ id, name, isUsed }) => ({
                value: id,
                label: name,
                ...(isUsed ? { description: t('canvasFiles.used') } : {}),
              })),
              { value: NEW, label: t('canvasFiles.newBase') },
            ]}
          />
        )}
      </Field>
      <UploadList uploads={uploads} />
      <FormError error={create.error} />
      <Button variant="primary" icon="upload" busy={isBusy} className="self-end" onClick={() => void add()}>
        {t('canvasFiles.add', { count: files.length })}
      </Button>
    </section>
  )
}

/** Knowledge bases that this graph searches come first. */
function useBases(): { id: string; name: string; isUsed: boolean }[] {
  const { store, manifests } = useEditor()
  const bases = useContractQuery(listKnowledgeBases)
  const used = new Set(
    findKnowledgeNeeds(store.getState().graph, manifests).map(({ knowledgeBaseId }) => knowledgeBaseId),
  )
  const all = (bases.data?.knowledgeBases ?? []).map(({ id, name }) => ({ id, name, isUsed: used.has(id) }))
  return all.toSorted((a, b) => Number(b.isUsed) - Number(a.isUsed))
}

function IntoRun({ onDone }: { onDone: () => void }) {
  const editor = useEditor()
  return (
    <section className="flex flex-col gap-3 border-t pt-4 first:border-t-0 first:pt-0">
      <h3 className="font-medium">{t('canvasFiles.toRun')}</h3>
      <p className="text-muted">{t('canvasFiles.toRunHint')}</p>
      <Button
        icon="play"
        className="self-end"
        onClick={() => {
          onDone()
          openRun(editor)
        }}
      >
        {t('canvas.openRun')}
      </Button>
    </section>
  )
}

/** Whether the app accepts files, in its message or its form. */
function useAcceptsFiles(): boolean {
  const { manifests } = useEditor()
  return useEditorState(({ graph }) => {
    const start = graph.nodes.find((node) => manifests(node.type)?.role === 'start')
    const form = startForm(start?.config ?? {})
    if (form.kind === 'chat') return Object.values(form.accepts).some(Boolean)
    return form.fields.some(({ kind }) => kind === 'file' || kind === 'image' || kind === 'audio')
  })
}

function isReadable({ name }: File): boolean {
  return UPLOAD_EXTENSIONS.some((extension) => name.toLowerCase().endsWith(extension))
}
