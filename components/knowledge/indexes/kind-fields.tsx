'use client'
import { IconButton } from '@/components/ui/icon-button'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import { DEFAULT_CHUNKING } from '@/lib/core/knowledge/chunking-settings'
import { FileKind, type IndexChunking } from '@/lib/core/knowledge/index-chunking'
import { ChunkingFields } from './chunking-fields'

export interface KindFieldsProps {
  chunking: IndexChunking
  onChange: (chunking: IndexChunking) => void
}

/** File types with their own chunking method. */
export function KindFields({ chunking, onChange }: KindFieldsProps) {
  const { byKind } = chunking
  const set = FileKind.options.filter((kind) => byKind[kind] !== undefined)
  const free = FileKind.options.filter((kind) => byKind[kind] === undefined)
  function add(name: string) {
    const kind = free.find((candidate) => candidate === name)
    if (kind) onChange({ ...chunking, byKind: { ...byKind, [kind]: DEFAULT_CHUNKING } })
  }
  return (
    <div className="flex flex-col gap-3">
      {set.map((kind) => {
        const { [kind]: override, ...rest } = byKind
        return override ? (
          <fieldset key={kind} className="rounded-md border p-3">
            <div className="mb-2 flex items-center justify-between">
              <legend className="font-medium text-sm">{t(`indexing.kind_${kind}`)}</legend>
              <IconButton
                icon="x"
                label={t('indexing.removeKind', { kind: t(`indexing.kind_${kind}`) })}
                onClick={() => onChange({ ...chunking, byKind: rest })}
              />
            </div>
            <ChunkingFields
              value={override}
              onChange={(next) => onChange({ ...chunking, byKind: { ...byKind, [kind]: next } })}
            />
          </fieldset>
        ) : null
      })}
      {free.length > 0 ? (
        <Select
          aria-label={t('indexing.moreKinds')}
          value={undefined}
          placeholder={t('indexing.moreKinds')}
          onValueChange={add}
          options={free.map((kind) => ({ value: kind, label: t(`indexing.kind_${kind}`) }))}
          className="w-full sm:w-80"
        />
      ) : null}
    </div>
  )
}
